import * as z from 'zod'
import { FieldClassName } from '../kernel/care/field-class.ts'
import { Confirmable, withConfirmed, withoutChanged } from '../kernel/confirmation.ts'
import { Warning } from '../kernel/finding.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { line } from '../kernel/text.ts'
import { Customer, CustomerPatch, type Individual } from './customer.ts'

const changedMembers = { from: CustomerPatch, to: CustomerPatch, warnings: z.array(Warning), at: Instant }

/** What can happen to a customer. Each fact is kept as it was at the time; sensitive members are sealed by their class. */
export const CustomerEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('customer.registered'), customer: Customer }),
  /** `from` and `to` name the members that changed, before and after; null where there was or is none. */
  z.strictObject({ type: z.literal('customer.changed'), ...changedMembers }),
  /** An individual looked through their own data: what they corrected, and what they found, or now have, right. */
  z.strictObject({ type: z.literal('customer.confirmed'), ...changedMembers, confirmed: z.array(Confirmable).min(1) }),
  z.strictObject({ type: z.literal('customer.archived'), at: Instant, by: UserId }),
  z.strictObject({ type: z.literal('customer.restored'), at: Instant }),
  /** Somebody read sensitive members in the clear, and said what for. */
  z.strictObject({ type: z.literal('customer.revealed'), purpose: line(200), classes: z.array(FieldClassName) }),
  /** Somebody ordered a new version of the key that seals the record, and said what for. The record is sealed under it since. */
  z.strictObject({ type: z.literal('customer.key_rotated'), purpose: line(200) }),
])
export type CustomerEvent = z.infer<typeof CustomerEvent>

type Confirmed = Individual['confirmations']

const withConfirmations = ({ confirmations: _stood, ...individual }: Individual, confirmations: Confirmed): Individual =>
  confirmations === undefined ? individual : { ...individual, confirmations }

/** Of a company nobody confirms anything. */
const confirmedAs = (customer: Customer, next: (stood: Confirmed) => Confirmed): Customer =>
  customer.kind === 'individual' ? withConfirmations(customer, next(customer.confirmations)) : customer

type Changed = Pick<Extract<CustomerEvent, { type: 'customer.changed' }>, 'to' | 'warnings' | 'at'>

const changed = (customer: Customer, { to, warnings, at }: Changed): Customer => {
  const stand = confirmedAs(customer, (stood) => withoutChanged(stood, Object.keys(to)))
  return Customer.parse({ ...mergePatch(stand, to), warnings, changedAt: at })
}

/** What an event makes of a customer. */
export const evolve = (customer: Customer | undefined, event: CustomerEvent): Customer | undefined => {
  if (event.type === 'customer.registered') return event.customer
  if (!customer) return undefined
  switch (event.type) {
    case 'customer.changed':
      return changed(customer, event)
    case 'customer.confirmed': {
      const corrected = Object.keys(event.to).length > 0 ? changed(customer, event) : customer
      return confirmedAs(corrected, (stood) => withConfirmed(stood, event.confirmed, event.at))
    }
    case 'customer.archived':
      return { ...customer, archived: { at: event.at, by: event.by } }
    case 'customer.restored':
      return { ...customer, archived: undefined, changedAt: event.at }
    case 'customer.revealed':
    case 'customer.key_rotated':
      return customer
  }
}
