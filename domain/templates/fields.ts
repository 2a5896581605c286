import * as z from 'zod'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { madeOnce } from '../kernel/made-once.ts'
import { Money } from '../kernel/money.ts'
import { rule } from '../kernel/rule.ts'

/**
 * What the program itself says in a message: how the recipient is called, where they unsubscribe, the code that confirms a
 * colleague's address, what somebody at the desk has written, and what the conversation is about. None of it stands in the record of a
 * message, which others read than those who may read what it is taken from.
 */
export const ownFields = ['recipientName', 'unsubscribeLink', 'confirmationCode', 'replyText', 'conversationSubject'] as const

const FieldName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/)
  .check(rule('template.field_reserved', (name) => !ownFields.some((own) => own === name)))

const leafTypes = ['text', 'number', 'date', 'instant', 'money', 'url', 'link'] as const
const leaf = { type: z.enum(leafTypes), optional: z.boolean().default(false) }
const LeafSpec = z.strictObject(leaf)
type LeafSpec = z.infer<typeof LeafSpec>

/** The type of a merge field. A `list` is a section of the template, repeated for each of its rows. */
export const FieldSpec = z.discriminatedUnion('type', [
  LeafSpec,
  z.strictObject({ type: z.literal('list'), optional: z.boolean().default(false), of: z.record(FieldName, LeafSpec) }),
])
export type FieldSpec = z.infer<typeof FieldSpec>

export const FieldSpecs = z.record(FieldName, FieldSpec)
export type FieldSpecs = z.infer<typeof FieldSpecs>

const wholeLeaf = (spec: z.input<typeof LeafSpec>): LeafSpec => ({ ...spec, optional: spec.optional ?? false })
const whole = (spec: z.input<typeof FieldSpec>): FieldSpec =>
  spec.type === 'list' ? { ...spec, optional: spec.optional ?? false, of: mapped(spec.of, wholeLeaf) } : wholeLeaf(spec)
const mapped = <From, To>(from: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(from).map(([name, value]) => [name, to(value)]))

/** Specs of the program's own with what they leave out: nothing is checked, since a schema that is used takes long to set up. */
export const wholeSpecs = (specs: z.input<typeof FieldSpecs>): FieldSpecs => mapped(specs, whole)

/**
 * A link that opens something without a login: it is made when the message is sent, so that nobody reads it off the record.
 * `page` is that of `functions/runtime/public-link.ts`, `s` a survey or `c` what we hold of a contact, `id` what it opens. Only
 * the program asks for one: whoever could name what it opens would open what is not theirs.
 */
const PublicLink = z.strictObject({
  page: z.string().regex(/^[sc]$/),
  id: z.string().regex(/^[\w-]{1,128}$/),
  until: Instant.optional(),
})

/** A link into the API, `id` being the rest of its path: it opens what whoever follows it may read, and nothing without a login. */
const ApiLink = z.strictObject({
  page: z.literal('v1'),
  id: z.string().regex(/^[\w\-./?&=%+*~]{1,4000}$/),
  until: z.never().optional(),
})

export const Link = z.union([PublicLink, ApiLink])
export type Link = z.infer<typeof Link>

const GivenLeaf = z.union([z.string().max(4000), z.number(), Money])
const LeafValue = z.union([...GivenLeaf.options, Link])
export type LeafValue = z.infer<typeof LeafValue>

/** Values for merge fields, by name. Ids, amounts, days, titles: nothing of the sealed classes, which is looked up when it is sent. */
export const FieldValues = z.record(z.string().max(40), z.union([LeafValue, z.array(z.record(z.string().max(40), LeafValue)).max(200)]))
export type FieldValues = z.infer<typeof FieldValues>

/** What a caller may fill in: everything but a link. */
export const GivenValues = z.record(z.string().max(40), z.union([GivenLeaf, z.array(z.record(z.string().max(40), GivenLeaf)).max(200)]))

const types = madeOnce(
  () =>
    ({
      text: z.string().regex(/\S/),
      number: z.number(),
      date: PlainDate,
      instant: Instant,
      money: Money,
      url: z.url({ protocol: /^https?$/ }),
      link: Link,
    }) satisfies Record<LeafSpec['type'], z.ZodType>,
)

const fits = (spec: FieldSpec, value: unknown): boolean =>
  spec.type === 'list'
    ? Array.isArray(value) && value.every((row) => faultyFields(spec.of, row).length === 0)
    : types()[spec.type].safeParse(value).success

const Row = z.record(z.string(), z.unknown())

/** The names of fields without a value of their type. An optional one may be left out, and must fit where it is not. */
export const faultyFields = (specs: Readonly<Record<string, FieldSpec>>, values: unknown): readonly string[] => {
  const given = Row.safeParse(values).data ?? {}
  return Object.entries(specs).flatMap(([name, spec]) => {
    const value = given[name]
    return (value === undefined ? spec.optional : fits(spec, value)) ? [] : [name]
  })
}

/** "A template with a link is for the program alone", which knows who may open what. */
export const hasLink = (specs: FieldSpecs): boolean =>
  Object.values(specs).some((spec) => (spec.type === 'list' ? hasLink(spec.of) : spec.type === 'link'))
