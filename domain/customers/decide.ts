import { isDeepStrictEqual } from 'node:util'
import type * as z from 'zod'
import { type Actor, reaches } from '../kernel/actor.ts'
import type { FieldClass } from '../kernel/care/field-class.ts'
import { changesBetween } from '../kernel/changes.ts'
import { type Confirmable, confirmable } from '../kernel/confirmation.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { type Finding, judged, judgedChange } from '../kernel/finding.ts'
import { CustomerId } from '../kernel/ids.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type ClassDenied, revealed } from '../kernel/reveal.ts'
import type { CodedLists } from '../lists/list.ts'
import { type Customer, CustomerDraft, type CustomerPatch } from './customer.ts'
import { type CustomerEvent, evolve } from './events.ts'
import { findings } from './rules.ts'

/** An individual looks through their own data: `confirmed` is what they found right. What they correct is confirmed by that. */
type Confirm = {
  readonly type: 'confirm'
  readonly patch: CustomerPatch
  readonly confirmed: readonly Confirmable[]
  readonly lists: CodedLists
}

export type CustomerCommand =
  | { readonly type: 'register'; readonly id: string; readonly draft: CustomerDraft; readonly lists: CodedLists }
  | { readonly type: 'change'; readonly patch: CustomerPatch; readonly lists: CodedLists }
  | Confirm
  | { readonly type: 'archive' }
  | { readonly type: 'restore' }
  | { readonly type: 'reveal'; readonly purpose: string; readonly classes: readonly FieldClass[] }
  | { readonly type: 'rotate key'; readonly purpose: string }

export type CustomerRefusal =
  | { readonly code: 'customer.not_found' | 'customer.archived' | 'access.out_of_scope' }
  | { readonly code: 'customer.not_individual' | 'customer.nothing_confirmed' }
  | { readonly code: 'customer.too_large'; readonly largest: number }
  | ClassDenied
  | { readonly code: 'request.invalid'; readonly issues: readonly z.core.$ZodIssue[] }
  | { readonly code: 'customer.rules_broken'; readonly findings: readonly Finding[] }

type State = Customer | undefined
type Decision = Result<readonly CustomerEvent[], CustomerRefusal>

/** "Whoever brings in a customer looks after them, in their own team or region, unless they say otherwise." */
const adopted = (draft: CustomerDraft, { id, roles, reach }: Actor): CustomerDraft => ({
  ...draft,
  owner: draft.owner ?? (roles.includes('integration') ? undefined : id),
  team: draft.team ?? (reach.kind === 'team' ? reach.team : undefined),
  region: draft.region ?? (reach.kind === 'region' ? reach.region : undefined),
})

/** Bytes of a profile as JSON. An event may hold it before and after, its sealed members twice, within the 400 KB of one item. */
const largest = 64 * 1024
const sizeOf = (draft: CustomerDraft): number => Buffer.byteLength(JSON.stringify(draft))

const register = (state: State, command: Extract<CustomerCommand, { type: 'register' }>, { now, actor }: Context): Decision => {
  // The id stands for the request: it came again, and what it asked for is done.
  if (state) return ok([])
  const draft = adopted(command.draft, actor)
  if (!reaches(actor, draft)) return refuse({ code: 'access.out_of_scope' })
  if (sizeOf(draft) > largest) return refuse({ code: 'customer.too_large', largest })
  const { blocking, warnings } = judged(findings(draft, command.lists))
  if (blocking.length > 0) return refuse({ code: 'customer.rules_broken', findings: blocking })
  const customer = { ...draft, id: CustomerId.parse(command.id), registeredAt: now, changedAt: now, warnings }
  return ok([{ type: 'customer.registered', customer }])
}

/** The profile without what the system itself keeps beside it. */
const profileOf = (customer: Customer) => {
  const { id: _id, registeredAt: _at, changedAt: _changed, archived: _archived, warnings: _warnings, ...stands } = customer
  if (stands.kind === 'company') return stands
  const { confirmations: _confirmations, ...profile } = stands
  return profile
}

type Revised = Omit<Extract<CustomerEvent, { type: 'customer.changed' }>, 'type'> & { readonly members: readonly string[] }

/** What a patch makes of a profile, held against every rule. A new country puts everything to the test again. */
const revised = (
  customer: Customer,
  { patch, lists }: Pick<Confirm, 'patch' | 'lists'>,
  now: Context['now'],
): Result<Revised, CustomerRefusal> => {
  const before = profileOf(customer)
  const parsed = CustomerDraft.safeParse(mergePatch(before, patch))
  if (!parsed.success) return refuse({ code: 'request.invalid', issues: parsed.error.issues })
  const { members, from, to } = changesBetween(before, parsed.data)
  if (members.length === 0) return ok({ members, from, to, at: now, warnings: customer.warnings })
  if (sizeOf(parsed.data) > largest) return refuse({ code: 'customer.too_large', largest })
  const found = findings(parsed.data, lists)
  const { blocking, warnings } = members.includes('country') ? judged(found) : judgedChange(found, members)
  if (blocking.length > 0) return refuse({ code: 'customer.rules_broken', findings: blocking })
  return ok({ members, from, to, warnings, at: now })
}

const change = (customer: Customer, command: Extract<CustomerCommand, { type: 'change' }>, { now }: Context): Decision => {
  const done = revised(customer, command, now)
  if (!done.ok) return done
  const { members, ...facts } = done.value
  return ok(members.length === 0 ? [] : [{ type: 'customer.changed', ...facts }])
}

/** "What people say about themselves goes by the same rules as what we write down, and counts as confirmed." */
const confirm = (customer: Customer, command: Confirm, { now }: Context): Decision => {
  if (customer.kind !== 'individual') return refuse({ code: 'customer.not_individual' })
  const done = revised(customer, command, now)
  if (!done.ok) return done
  const { members, ...facts } = done.value
  const confirmed = confirmable.filter((member) => members.includes(member) || command.confirmed.includes(member))
  if (confirmed.length === 0) return refuse({ code: 'customer.nothing_confirmed' })
  const event: CustomerEvent = { type: 'customer.confirmed', ...facts, confirmed }
  return ok(isDeepStrictEqual(evolve(customer, event), customer) ? [] : [event])
}

const reveal = (command: Extract<CustomerCommand, { type: 'reveal' }>, { actor }: Context): Decision => {
  const done = revealed(command, actor)
  return done.ok ? ok([{ type: 'customer.revealed', ...done.value }]) : done
}

const decide = (state: State, command: CustomerCommand, context: Context): Decision => {
  if (command.type === 'register') return register(state, command, context)
  if (!state) return refuse({ code: 'customer.not_found' })
  if (!reaches(context.actor, state)) return refuse({ code: 'access.out_of_scope' })
  switch (command.type) {
    case 'change':
      return state.archived ? refuse({ code: 'customer.archived' }) : change(state, command, context)
    case 'confirm':
      return state.archived ? refuse({ code: 'customer.archived' }) : confirm(state, command, context)
    case 'archive':
      return ok(state.archived ? [] : [{ type: 'customer.archived', at: context.now, by: context.actor.id }])
    case 'restore':
      return ok(state.archived ? [{ type: 'customer.restored', at: context.now }] : [])
    case 'reveal':
      return reveal(command, context)
    case 'rotate key':
      return ok([{ type: 'customer.key_rotated', purpose: command.purpose }])
  }
}

export const customers: Decider<State, CustomerCommand, CustomerEvent, CustomerRefusal> = { initial: undefined, decide, evolve }
