import Mustache from 'mustache'
import { Temporal } from 'temporal-polyfill'
import type { Language } from '../kernel/language.ts'
import type { Zone } from '../kernel/zone.ts'
import type { Channel } from './channel.ts'
import type { FieldSpec, FieldSpecs, FieldValues, LeafValue, Link } from './fields.ts'
import type { Template } from './template.ts'

/** A message in its last words, for one channel. */
export type Rendered =
  | { readonly channel: 'email'; readonly subject: string; readonly text: string; readonly html: string }
  | { readonly channel: 'sms'; readonly text: string }
  | {
      readonly channel: 'wechat'
      readonly templateId: string
      readonly data: Readonly<Record<string, string>>
      readonly url: string | undefined
    }
  /** A message of a chat. */
  | { readonly channel: 'wechat'; readonly text: string }

/** For whom it is written out. */
export type Reading = {
  readonly language: Language
  readonly zone: Zone
  /** What the program itself says: `recipientName`, `unsubscribeLink`. */
  readonly own: Readonly<Record<string, string>>
  /** Makes the address of a page that opens without a login. */
  readonly linkTo: (link: Link) => string
}

const isMoney = (value: LeafValue): value is Extract<LeafValue, { minor: number }> => typeof value === 'object' && 'minor' in value
const isLink = (value: LeafValue): value is Link => typeof value === 'object' && 'page' in value

/** An amount in its own currency, whose minor unit may be a hundredth, a thousandth or none. */
const amount = ({ minor, currency }: { minor: number; currency: string }, language: Language): string => {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** A moment on the recipient's own clock, with its zone: a deadline that is read wrongly is missed. */
const moment = (value: string, { language, zone }: Reading): string =>
  Temporal.Instant.from(value)
    .toZonedDateTimeISO(zone)
    .toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' })
    .concat(` (${zone})`)

const day = (value: string, language: Language): string => Temporal.PlainDate.from(value).toLocaleString(language, { dateStyle: 'long' })

const shown = (type: FieldSpec['type'], value: LeafValue, reading: Reading): string => {
  if (isMoney(value)) return amount(value, reading.language)
  if (isLink(value)) return reading.linkTo(value)
  if (typeof value === 'number') return new Intl.NumberFormat(reading.language).format(value)
  if (type === 'instant') return moment(value, reading)
  return type === 'date' ? day(value, reading.language) : value
}

type View = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>

const viewOf = (specs: FieldSpecs, values: FieldValues, reading: Reading): View =>
  Object.fromEntries([
    ...Object.entries(reading.own),
    ...Object.entries(specs).flatMap(([name, spec]) => {
      const value = values[name]
      if (value === undefined) return [[name, '']]
      if (!Array.isArray(value)) return [[name, shown(spec.type, value, reading)]]
      const columns = spec.type === 'list' ? Object.entries(spec.of) : []
      return [
        [name, value.map((row) => Object.fromEntries(columns.map(([column, { type }]) => [column, cell(type, row[column], reading)])))],
      ]
    }),
  ])

const cell = (type: FieldSpec['type'], value: LeafValue | undefined, reading: Reading): string =>
  value === undefined ? '' : shown(type, value, reading)

const controls = /(?![\n\t])\p{Cc}|[\u2028\u2029]/gu
/** Nothing of a value ends a header: what a name holds stays in the line that it stands in. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
const plain = (text: string, view: View): string =>
  Mustache.render(text, view, undefined, { escape: (value: unknown) => String(value).replace(/\r\n?/g, '\n').replace(controls, ' ') })
const markup = (text: string, view: View): string => Mustache.render(text, view)

/** Fills a template in for one recipient by one channel; undefined where it has no words for it in that language. */
export const render = (
  template: Template,
  { channel, values }: { channel: Channel; values: FieldValues },
  reading: Reading,
): Rendered | undefined => {
  const words = template.words[reading.language]
  const view = viewOf(template.fields, values, reading)
  if (channel === 'email' && words?.email) {
    const { subject, text, html } = words.email
    return { channel, subject: oneLine(plain(subject, view)), text: plain(text, view), html: markup(html, view) }
  }
  if (channel === 'sms' && words?.sms) return { channel, text: plain(words.sms.text, view) }
  if (channel === 'wechat' && words?.wechat) {
    if ('text' in words.wechat) return { channel, text: plain(words.wechat.text, view) }
    const { templateId, data, url } = words.wechat
    const filled = Object.fromEntries(Object.entries(data).map(([keyword, text]) => [keyword, oneLine(plain(text, view))]))
    return { channel, templateId, data: filled, url: url === undefined ? undefined : oneLine(plain(url, view)) }
  }
  return undefined
}
