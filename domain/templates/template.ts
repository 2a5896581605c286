import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { line, paragraph } from '../kernel/text.ts'
import { Category } from './channel.ts'
import { FieldSpecs, wholeSpecs } from './fields.ts'

/** The name by which whoever sends asks for a template, such as `survey.invitation`. */
export const TemplateCode = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39}){0,2}$/)
  .meta({ class: 'public' })
export type TemplateCode = z.infer<typeof TemplateCode>

/** What a mail says: its subject, and the same text twice, for those who read plain text and for those who read HTML. */
const EmailWords = z.strictObject({ subject: line(300), text: paragraph(20_000), html: paragraph(60_000) })
const SmsWords = z.strictObject({ text: line(500) })
/** A template message of a WeChat official account: the id that WeChat gave the template, and the words of its keywords. */
const WechatTemplateWords = z.strictObject({
  templateId: z.string().regex(/^[\w-]{1,64}$/),
  data: z.record(z.string().regex(/^[\w.]{1,32}$/), line(200)),
  url: line(300).optional(),
})
/** Words of a chat: WeChat takes them for forty-eight hours after somebody has written to the account. */
const WechatChatWords = z.strictObject({ text: paragraph(2000) })
const WechatWords = z.union([WechatTemplateWords, WechatChatWords])

/** What a template says in one language, by each channel that it is for. */
const Words = z.strictObject({ email: EmailWords.optional(), sms: SmsWords.optional(), wechat: WechatWords.optional() })
export type Words = z.infer<typeof Words>

const words = { 'zh-CN': Words.optional(), en: Words.optional() }

const draft = {
  category: Category,
  /** Goes out in quiet hours too. */
  urgent: z.boolean().default(false),
  fields: FieldSpecs,
  words: z.strictObject(words),
}

/** What a caller writes. */
export const TemplateDraft = z.strictObject(draft)
export type TemplateDraft = z.infer<typeof TemplateDraft>

/** One version of a template. Those that ship with the program are version 0 and were written by nobody. */
export const Template = z.strictObject({
  code: TemplateCode,
  ...draft,
  written: z.strictObject({ at: Instant, by: UserId }).optional(),
})
export type Template = z.infer<typeof Template>

/** A template that ships with the program, as a file of `domain/templates/shipped/` declares it. A test holds all of them against the schema. */
export const shipped = ({ urgent = false, fields, ...declared }: Omit<z.input<typeof Template>, 'written'>): Template => ({
  ...declared,
  urgent,
  fields: wholeSpecs(fields),
})
