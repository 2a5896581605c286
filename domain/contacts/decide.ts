import { isDeepStrictEqual } from 'node:util'
import { changesBetween } from '../kernel/changes.ts'
import { confirmable } from '../kernel/confirmation.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { judged, judgedChange } from '../kernel/finding.ts'
import { ContactId } from '../kernel/ids.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { revealed } from '../kernel/reveal.ts'
import type { Change, Confirm, ContactCommand, ContactRefusal, Register, Reveal } from './commands.ts'
import { type Contact, Person } from './contact.ts'
import { type ContactEvent, evolve } from './events.ts'
import { countriesOf, join, leave, move, newPlace } from './place.ts'
import { personFindings } from './rules.ts'
import { reachesContact } from './served.ts'

type State = Contact | undefined
type Decision = Result<readonly ContactEvent[], ContactRefusal>

/** "A person enters our books at a customer, never in the void." */
const register = (state: State, command: Register, context: Context): Decision => {
  // The id stands for the request: it came again, and what it asked for is done.
  if (state) return ok([])
  const { id, person, customers, lists } = command
  const placed = newPlace(command, { id, held: [] }, context)
  if (!placed.ok) return placed
  const { affiliation, found } = placed.value
  const atPlace = found.map((finding) => ({ ...finding, pointer: `/affiliation${finding.pointer}` }))
  const { blocking, warnings } = judged([
    ...personFindings(person, { lists, countries: countriesOf([affiliation], customers) }),
    ...atPlace,
  ])
  if (blocking.length > 0) return refuse({ code: 'contact.rules_broken', findings: blocking })
  const { now } = context
  const contact = { ...person, id: ContactId.parse(id), affiliations: [affiliation], registeredAt: now, changedAt: now, warnings }
  return ok([{ type: 'contact.registered', contact }])
}

const personOf = ({
  id: _id,
  affiliations: _affiliations,
  registeredAt: _at,
  changedAt: _changed,
  archived: _archived,
  warnings: _warnings,
  confirmations: _confirmations,
  ...person
}: Contact): Person => person

type Revised = Omit<Extract<ContactEvent, { type: 'contact.changed' }>, 'type'> & { readonly members: readonly string[] }

/** What a patch makes of somebody's own data, held against every rule. */
const revised = (
  contact: Contact,
  { patch, lists, customers }: Omit<Change, 'type'>,
  now: Context['now'],
): Result<Revised, ContactRefusal> => {
  const before = personOf(contact)
  const after = Person.safeParse(mergePatch(before, patch))
  if (!after.success) return refuse({ code: 'request.invalid', issues: after.error.issues })
  const { members, from, to } = changesBetween(before, after.data)
  const found = personFindings(after.data, { lists, countries: countriesOf(contact.affiliations, customers) })
  const { blocking, warnings } = judgedChange(found, members)
  if (blocking.length > 0) return refuse({ code: 'contact.rules_broken', findings: blocking })
  return ok({ members, from, to, at: now, warnings })
}

const change = (contact: Contact, command: Change, { now }: Context): Decision => {
  const done = revised(contact, command, now)
  if (!done.ok) return done
  const { members, ...facts } = done.value
  return ok(members.length === 0 ? [] : [{ type: 'contact.changed', ...facts }])
}

/** "What people say about themselves goes by the same rules as what we write down, and counts as confirmed." */
const confirm = (contact: Contact, command: Confirm, { now }: Context): Decision => {
  const done = revised(contact, command, now)
  if (!done.ok) return done
  const { members, ...facts } = done.value
  const confirmed = confirmable.filter((member) => members.includes(member) || command.confirmed.includes(member))
  if (confirmed.length === 0) return refuse({ code: 'contact.nothing_confirmed' })
  const event: ContactEvent = { type: 'contact.confirmed', ...facts, confirmed }
  return ok(isDeepStrictEqual(evolve(contact, event), contact) ? [] : [event])
}

const reveal = (command: Reveal, { actor }: Context): Decision => {
  const done = revealed(command, actor)
  return done.ok ? ok([{ type: 'contact.revealed', ...done.value }]) : done
}

const decide = (state: State, command: ContactCommand, context: Context): Decision => {
  if (command.type === 'register') return register(state, command, context)
  if (!state) return refuse({ code: 'contact.not_found' })
  if (!reachesContact(context.actor, state, command.customers)) return refuse({ code: 'access.out_of_scope' })
  switch (command.type) {
    case 'archive':
      return ok(state.archived ? [] : [{ type: 'contact.archived', at: context.now, by: context.actor.id }])
    case 'restore':
      return ok(state.archived ? [{ type: 'contact.restored', at: context.now }] : [])
    case 'reveal':
      return reveal(command, context)
    case 'rotate key':
      return ok([{ type: 'contact.key_rotated', purpose: command.purpose }])
  }
  if (state.archived) return refuse({ code: 'contact.archived' })
  switch (command.type) {
    case 'change':
      return change(state, command, context)
    case 'confirm':
      return confirm(state, command, context)
    case 'join':
      return join(state, command, context)
    case 'move':
      return move(state, command, context)
    case 'leave':
      return leave(state, command, context)
  }
}

export const contacts: Decider<State, ContactCommand, ContactEvent, ContactRefusal> = { initial: undefined, decide, evolve }
