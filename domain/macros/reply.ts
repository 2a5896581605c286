import { firmZone } from '../kernel/day.ts'
import { block, type Finding } from '../kernel/finding.ts'
import type { Language } from '../kernel/language.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { languageFor } from '../messages/way.ts'
import { faultyFields } from '../templates/fields.ts'
import { render } from '../templates/render.ts'
import type { Template } from '../templates/template.ts'
import type { Ticket } from '../tickets/ticket.ts'
import { type Around, valuesFor } from './merge-fields.ts'

/** A reply in its last words. */
export type WrittenReply = { readonly language: Language; readonly text: string; readonly html: string }
export type ReplyRefusal = { readonly code: 'macro.value_missing'; readonly findings: readonly Finding[] }

/** Whom a reply speaks to. */
type Spoken = Omit<Around, 'language'> & { readonly requesterName: string | undefined }

const missing = (fields: readonly string[]): Result<never, ReplyRefusal> =>
  refuse({ code: 'macro.value_missing', findings: fields.map((field) => block('macro.value_missing', `/fields/${field}`)) })

/** A reply goes into the thread of its ticket, where no page opens without a login: who writes a macro is told so. */
const noLinks = (): string => ''

/** Says the name of whom it speaks to, without asking whether there is one. */
const saysName = (text: string): boolean => text.includes('{{recipientName}}') && !text.includes('{{#recipientName}}')

/**
 * "Nothing goes out half filled in." A template in the customer's language, with what the ticket knows; refused with the names of
 * what it does not know.
 */
export const writtenReply = (
  template: Template,
  ticket: Ticket,
  { requesterName, ...known }: Spoken,
): Result<WrittenReply, ReplyRefusal> => {
  const language = languageFor(template, 'email', ticket.language)
  const values = valuesFor(template.fields, ticket, { ...known, language })
  const recipientName = requesterName ?? known.customerName ?? ''
  const words = template.words[language]?.email
  const isNameless = recipientName === '' && words !== undefined && saysName(words.text + words.html)
  const gaps = [...faultyFields(template.fields, values), ...(isNameless ? ['recipientName'] : [])]
  if (gaps.length > 0) return missing(gaps)
  const own = { recipientName, unsubscribeLink: '', confirmationCode: '' }
  const rendered = render(template, { channel: 'email', values }, { language, zone: firmZone, own, linkTo: noLinks })
  // A template can lose its words for mail after a macro has named it.
  return rendered?.channel === 'email' ? ok({ language, text: rendered.text, html: rendered.html }) : missing(['words'])
}
