import type { ContactCommand } from '../../../domain/contacts/commands.ts'
import { Contact, type ContactDraft, ContactDraft as Draft } from '../../../domain/contacts/contact.ts'
import { contacts } from '../../../domain/contacts/decide.ts'
import { ContactEvent } from '../../../domain/contacts/events.ts'
import type { OrgChart } from '../../../domain/contacts/org-chart.ts'
import type { ServedCustomers } from '../../../domain/contacts/served.ts'
import type { Confirmable } from '../../../domain/kernel/confirmation.ts'
import { ContactId, CustomerId } from '../../../domain/kernel/ids.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'

const ulid = (tail: string) => `01JD3Q6Y8ZK4T9W2M7V5N1${tail.padStart(4, '0')}`
export const contactId = (tail: string) => ContactId.parse(`con_${ulid(tail)}`)
export const customerId = (tail: string) => CustomerId.parse(`cus_${ulid(tail)}`)

export const li = contactId('A')
export const boss = contactId('B')
export const shunda = customerId('1')
export const hanse = customerId('2')
export const old = customerId('3')

export const now = '2026-11-21T08:30:00.000Z'
export const today = '2026-11-21'
export const context = contextOf({ now, actor: { id: 'usr_wang', roles: ['sales'] } })
/** Somebody who looks after Shunda alone. */
export const ofShunda = contextOf({ now, actor: { id: 'usr_wang', roles: ['sales'], reach: { kind: 'own' } } })
/** Somebody who looks after Hanse alone. */
export const ofHanse = contextOf({ now, actor: { id: 'usr_north', roles: ['sales'], reach: { kind: 'team', team: 'north' } } })

const customers: ServedCustomers = new Map([
  [shunda, { owner: 'usr_wang', country: 'CN', departments: [{ code: 'ocean' }, { code: 'air' }] }],
  [hanse, { owner: 'usr_mei', team: 'north', country: 'DE', departments: [] }],
  [old, { owner: 'usr_wang', country: 'CN', departments: [], archived: {} }],
])
const lists = shippedLists
/** The people of a customer, as they are when the story is told. */
export const chartOf = (...people: OrgChart['people']): OrgChart => ({ customerId: shunda, revision: 0, people })
const chart = chartOf({ contactId: boss })

const draftOf = (facts: Partial<ContactDraft> = {}): ContactDraft =>
  Draft.parse({
    name: '李娜',
    phones: [{ number: '+8613800138000', primary: true }],
    emails: [{ address: 'li.na@shunda.example' }],
    affiliation: { role: 'logistics', since: '2024-03-01' },
    ...facts,
  })

type Facts = { readonly customerId?: string; readonly chart?: OrgChart | undefined; readonly id?: string }

export const register = (facts: Partial<ContactDraft> = {}, at: Facts = {}): ContactCommand => {
  const { affiliation, ...person } = draftOf(facts)
  return { type: 'register', id: li, person, affiliation, customers, lists, customerId: shunda, chart, ...at }
}
export const change = (patch: Readonly<Record<string, unknown>>): ContactCommand => ({ type: 'change', patch, customers, lists })
export const confirm = (patch: Readonly<Record<string, unknown>>, ...confirmed: readonly Confirmable[]): ContactCommand => ({
  type: 'confirm',
  patch,
  confirmed,
  customers,
  lists,
})
export const join = (affiliation: ContactDraft['affiliation'], at: Facts = {}): ContactCommand => ({
  type: 'join',
  affiliation,
  customers,
  lists,
  customerId: hanse,
  chart,
  ...at,
})
export const move = (patch: Readonly<Record<string, unknown>>, at: Facts = {}): ContactCommand => ({
  type: 'move',
  patch,
  customers,
  lists,
  customerId: shunda,
  chart,
  ...at,
})
export const leave = (at: string = shunda, until?: string): ContactCommand => ({ type: 'leave', customerId: at, until, customers })
export const archive: ContactCommand = { type: 'archive', customers }
export const restore: ContactCommand = { type: 'restore', customers }
export const reveal = (...classes: readonly 'personal'[]): ContactCommand => ({ type: 'reveal', purpose: 'Claim 118', classes, customers })
export const rotateKey: ContactCommand = {
  type: 'rotate key',
  purpose: 'A dump of memory was left on a shared drive',
  customers,
}

/** Li Na, in logistics at Shunda since March 2024. */
export const registered = (facts: Partial<Contact> = {}) =>
  ContactEvent.parse({
    type: 'contact.registered',
    contact: Contact.parse({
      id: li,
      name: '李娜',
      phones: [{ number: '+8613800138000', primary: true }],
      emails: [{ address: 'li.na@shunda.example' }],
      affiliations: [{ customerId: shunda, role: 'logistics', since: '2024-03-01' }],
      registeredAt: now,
      changedAt: now,
      warnings: [],
      ...facts,
    }),
  })
export const left = (until: string) => ContactEvent.parse({ type: 'contact.left', customerId: shunda, until, at: now })
export const archived = ContactEvent.parse({ type: 'contact.archived', at: now, by: 'usr_wang' })

export const { given } = stories(contacts)
export const broken = (code: string, pointer: string) => ({ findings: [{ code, pointer, severity: 'block' }] })
