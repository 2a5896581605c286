import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import type { Language } from '../kernel/language.ts'
import { name } from '../kernel/text.ts'

/** The lists of coded values that a firm may shape as it likes. Their values are data; that there is such a list is code. */
export const listIds = [
  'industry',
  'scale',
  'region',
  'businessLine',
  'tier',
  'stage',
  'relationType',
  'contactRole',
  'siteType',
  'team',
  'gender',
  'preferenceKey',
  'theme',
  'tag',
] as const
export const ListId = z.enum(listIds)
export type ListId = z.infer<typeof ListId>

const Label = name(60).meta({ class: 'public' })
const Labels = z.strictObject({ 'zh-CN': Label.optional(), en: Label.optional() } satisfies Record<Language, unknown>)

/** Ten years at most: what is looked at less often is not looked at. */
const Days = z.int().min(1).max(3660)

/** `rank` puts values in order where there is one, such as the tiers: the lower, the more. */
export const ListValueDraft = z.strictObject({
  code: Code,
  labels: Labels,
  rank: z.int().min(0).max(9999).optional(),
  /** Of a tier: after how many days a customer's data are reviewed. */
  reviewDays: Days.optional(),
  /** Of a tier: after how many days a customer is visited again; without it, none is planned by itself. */
  visitDays: Days.optional(),
  /** Of a team: who leads it, and is told of what its people leave lying. */
  manager: UserId.optional(),
})
export type ListValueDraft = z.infer<typeof ListValueDraft>

/** A value is retired, never removed: old records keep it and still show its label. */
export const ListValue = z.strictObject({ ...ListValueDraft.shape, active: z.boolean() })
export type ListValue = z.infer<typeof ListValue>

export const mostValues = 500
export const CodedList = z.strictObject({ id: ListId, values: z.array(ListValue).max(mostValues) })
export type CodedList = z.infer<typeof CodedList>
export type CodedLists = Readonly<Record<ListId, CodedList>>

export const valueIn = (list: CodedList, code: string): ListValue | undefined => list.values.find((value) => value.code === code)

/** The value may be given to a record now. */
export const hasActive = (list: CodedList, code: string): boolean => valueIn(list, code)?.active === true
