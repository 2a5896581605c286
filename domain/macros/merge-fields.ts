import { firmLanguage, type Language } from '../kernel/language.ts'
import type { FieldSpec, FieldSpecs, FieldValues, LeafValue } from '../templates/fields.ts'
import type { TicketKind } from '../ticket-kinds/kind.ts'
import type { Ticket } from '../tickets/ticket.ts'

/** What a reply may say of its ticket by itself. Besides these there are the fields of the form of its kind, by their own names. */
export const ticketFields = {
  ticketNumber: 'text',
  ticketSubject: 'text',
  ticketKind: 'text',
  priority: 'text',
  openedAt: 'instant',
  /** By when a solution is promised. */
  resolutionDue: 'instant',
  customerName: 'text',
  agentName: 'text',
  claimAmount: 'money',
  liabilityLimit: 'money',
  noticeBy: 'date',
  insurer: 'text',
} as const satisfies Readonly<Record<string, FieldSpec['type']>>
type TicketField = keyof typeof ticketFields

/** What is known of a ticket besides itself. */
export type Around = {
  readonly kind: TicketKind | undefined
  readonly customerName: string | undefined
  readonly agentName: string
  readonly language: Language
}

const said = (value: string | undefined): string | undefined => (value === undefined || value.trim() === '' ? undefined : value)

const ownValues = (ticket: Ticket, { kind, customerName, agentName, language }: Around): Record<TicketField, LeafValue | undefined> => ({
  ticketNumber: ticket.number,
  ticketSubject: said(ticket.subject),
  ticketKind: kind?.labels[language] ?? kind?.labels[firmLanguage],
  priority: ticket.priority,
  openedAt: ticket.openedAt,
  resolutionDue: ticket.deadlines?.resolution?.due,
  customerName: said(customerName),
  agentName: said(agentName),
  claimAmount: ticket.claim?.amount,
  liabilityLimit: ticket.claim?.liabilityLimit,
  noticeBy: ticket.claim?.noticeBy,
  insurer: said(ticket.claim?.insurer),
})

type FormValue = Ticket['form'][string]

/** An answer of the form as it is read: a choice by its label, several numbers behind one another, yes and no as a customer says it. */
const formText = (key: string, value: FormValue, { kind, language }: Around): LeafValue | undefined => {
  if (Array.isArray(value)) return said(value.join(', '))
  if (typeof value === 'boolean') return { 'zh-CN': value ? '是' : '否', en: value ? 'yes' : 'no' }[language]
  if (typeof value !== 'string') return value
  const field = kind?.form.find((one) => one.key === key)
  return field?.type === 'choice' ? field.options.find(({ code }) => code === value)?.labels[language] : said(value)
}

/** The values that a template asks for, as far as the ticket has them. A field without a value is left out, and whoever fills it in refuses. */
export const valuesFor = (specs: FieldSpecs, ticket: Ticket, around: Around): FieldValues => {
  const own: Readonly<Record<string, LeafValue | undefined>> = ownValues(ticket, around)
  return Object.fromEntries(
    Object.keys(specs).flatMap((field) => {
      const form = Object.hasOwn(ticket.form, field) ? ticket.form[field] : undefined
      const value = Object.hasOwn(own, field) ? own[field] : form === undefined ? undefined : formText(field, form, around)
      return value === undefined ? [] : [[field, value] as const]
    }),
  )
}
