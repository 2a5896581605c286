import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { PlainDate } from '../kernel/instant.ts'
import { Place } from '../kernel/lane.ts'
import type { Language } from '../kernel/language.ts'
import { Money } from '../kernel/money.ts'
import { line, name, paragraph } from '../kernel/text.ts'

const Label = name(60).meta({ class: 'public' })
export const Labels = z.strictObject({ 'zh-CN': Label, en: Label } satisfies Record<Language, unknown>)
export type Labels = z.infer<typeof Labels>

/** A field by the name that forms hold it under, such as `containerNumber`. */
const FieldKey = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/)

const asked = { key: FieldKey, labels: Labels, required: z.boolean().default(false) }

/** One field of a form, as it is stored: what is asked, and what an answer looks like. */
export const FormField = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('line'), ...asked, max: z.int().min(1).max(500).default(200) }),
  z.strictObject({ type: z.literal('text'), ...asked, max: z.int().min(1).max(4000).default(2000) }),
  z.strictObject({ type: z.literal('number'), ...asked, min: z.number().optional(), max: z.number().optional() }),
  z.strictObject({ type: z.literal('date'), ...asked }),
  z.strictObject({ type: z.literal('money'), ...asked }),
  z.strictObject({ type: z.literal('yes_no'), ...asked }),
  z.strictObject({
    type: z.literal('choice'),
    ...asked,
    options: z
      .array(z.strictObject({ code: Code, labels: Labels }))
      .min(1)
      .max(50),
  }),
  /** A place by its code; `origin` and `destination` are the ends of the lane by which tickets are sorted and handed out. */
  z.strictObject({ type: z.literal('place'), ...asked }),
  /** Numbers of waybills, containers, orders. */
  z.strictObject({ type: z.literal('references'), ...asked, most: z.int().min(1).max(50).default(20) }),
])
export type FormField = z.infer<typeof FormField>

const Written = z.string().max(4000).meta({ class: 'internal' })
const Reference = z.string().max(60).meta({ class: 'internal' })

/** What stands in the fields of a form, by their keys. Its kind says what each must be; this much holds for all. */
export const FormValues = z.record(z.string().max(40), z.union([Written, z.number(), z.boolean(), Money, z.array(Reference).max(50)]))
export type FormValues = z.infer<typeof FormValues>

const answerTo = (field: FormField): z.ZodType => {
  switch (field.type) {
    case 'line':
      return line(field.max)
    case 'text':
      return paragraph(field.max)
    case 'number':
      return z
        .number()
        .min(field.min ?? -Number.MAX_VALUE)
        .max(field.max ?? Number.MAX_VALUE)
    case 'date':
      return PlainDate
    case 'money':
      return Money
    case 'yes_no':
      return z.boolean()
    case 'choice':
      return z.enum(field.options.map(({ code }) => code))
    case 'place':
      return Place
    case 'references':
      return z.array(line(60)).max(field.most)
  }
}

/** The schema that a stored description stands for. A field that nobody asked for is refused, one that is asked for may not be missing. */
export const formSchema = (fields: readonly FormField[]) =>
  z.strictObject(Object.fromEntries(fields.map((field) => [field.key, field.required ? answerTo(field) : answerTo(field).optional()])))
