import { describe, expect, it } from 'vitest'
import { ContactId, CustomerId, TicketId } from '../../../domain/kernel/ids.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import { tickets } from '../../../domain/tickets/decide.ts'
import { Ticket } from '../../../domain/tickets/ticket.ts'
import { contextOf } from '../../support/context.ts'
import { at, given, later, li, opening, received, reply, ticketId } from './stories.ts'

const idOf = (n: number) => TicketId.parse(`tkt_${String(n).padStart(26, '0')}`)
const customer = (n: number) => CustomerId.parse(`cus_${String(n).padStart(26, '0')}`)

/** A ticket of the customer with the same number, opened by a message of theirs. */
const of = (n: number, facts: Partial<Ticket> = {}): Ticket => {
  const message = { ...received({}, 0), ticketId: idOf(n) }
  const { after } = given().when({ type: 'open', opening: opening({ id: idOf(n), number: `261123-000${n}`, message }) }, later(0))
  return Ticket.parse({ ...after, customerId: customer(n), team: 'customer_service', ...facts })
}

const done = (ticket: Ticket, command: TicketCommand, hours = 1): Ticket => {
  const outcome = tickets.decide(ticket, command, contextOf({ now: at(1, hours), actor: { id: 'usr_boss' } }))
  if (!outcome.ok) throw new Error(outcome.error.code)
  return Ticket.parse(outcome.value.reduce<Ticket | undefined>(tickets.evolve, ticket))
}
const refusal = (ticket: Ticket, command: TicketCommand, context = later(1)) => {
  const outcome = tickets.decide(ticket, command, context)
  return outcome.ok ? 'done' : outcome.error.code
}

type Pair = readonly [from: Ticket, into: Ticket]
const merged = ([from, into]: Pair): Pair => [
  done(from, { type: 'merge', into, otherCustomer: true }),
  done(into, { type: 'absorb', other: from }),
]
const answering = (into: Ticket): TicketCommand => ({ type: 'answer apart', message: reply(), into })
const answered = (from: Ticket): TicketCommand => ({ type: 'answered apart', message: reply(), from })
const heardOf = (from: Ticket): TicketCommand => ({ type: 'receive', message: received(), of: { ticket: from.id } })
const promises = ({ facts }: Ticket) => facts.map(({ what }) => what).filter((what) => what === 'customer_wrote' || what === 'we_answered')

describe('a ticket that goes into one of somebody else', () => {
  it('says so on both sides, and no more when that is undone', () => {
    const [from, into] = merged([of(1), of(2)])
    expect(from).toMatchObject({ apart: true, mergedInto: idOf(2) })
    expect(into.others).toEqual([{ ticket: idOf(1), number: '261123-0001' }])
    expect(done(from, { type: 'unmerge', from: into })).not.toHaveProperty('apart')
    expect(done(into, { type: 'release', other: from })).not.toHaveProperty('others')
  })

  it('is known for it where the other goes into a third', () => {
    const [from, second] = merged([of(1), of(2)])
    const [, third] = merged([second, of(3)])
    expect(third.others?.map(({ ticket }) => ticket)).toEqual([idOf(2), idOf(1)])
    const [, own] = merged([second, of(3, { customerId: customer(2) })])
    expect(own.others?.map(({ ticket }) => ticket)).toEqual([idOf(1)])
    expect(refusal(from, answering(own))).toBe('done')
  })

  it('is of somebody else by its customer, its contact or its address, and otherwise answered in the other one', () => {
    const [one, two] = [ContactId.parse(`con_${'1'.repeat(26)}`), ContactId.parse(`con_${'2'.repeat(26)}`)]
    const same = { customerId: customer(1) }
    expect(merged([of(1, { contactId: one }), of(2, { ...same, contactId: two })])[0]).toHaveProperty('apart')
    expect(
      merged([of(1, { requester: { address: 'a@x.example' } }), of(2, { ...same, requester: { address: 'b@x.example' } })])[0],
    ).toHaveProperty('apart')
    const [from, into] = merged([of(1), of(2, same)])
    expect(from).not.toHaveProperty('apart')
    expect(into).not.toHaveProperty('others')
    expect(refusal(from, answering(into))).toBe('ticket.merged')
  })

  it('is answered under its number by whoever reaches the one in which it goes on, and in no other way', () => {
    const [from, into] = merged([of(1, { team: 'finance', watchers: [] }), of(2)])
    const by = (team: string) => later(1, { actor: { ...li, reach: { kind: 'team', team } } })
    expect(refusal(from, answering(into), by('customer_service'))).toBe('done')
    expect(refusal(from, answering(into), by('operations'))).toBe('access.out_of_scope')
    expect(refusal(into, answered(from), by('finance'))).toBe('access.out_of_scope')
    expect(refusal(from, { type: 'reply', message: reply() })).toBe('ticket.merged')
    expect(refusal(from, heardOf(from))).toBe('ticket.merged')
    expect(refusal(of(1), answering(into))).toBe('ticket.not_merged')
    expect(refusal(into, answered(of(3)))).toBe('ticket.not_merged')
    const closed = done(done(into, { type: 'close', reason: 'spam' }), { type: 'reveal', purpose: 'To look', classes: [] })
    expect(refusal(from, answering(closed))).toBe('ticket.closed')
  })

  it('begins the work on the other by its answer, which knows when they were heard last', () => {
    const [from, into] = merged([of(1), of(2)])
    const heard = done(into, heardOf(from), 2)
    expect(heard.others).toEqual([{ ticket: idOf(1), number: '261123-0001', lastInAt: at(1, 2) }])
    expect([heard.lastInAt, heard.status]).toEqual([into.lastInAt, 'new'])
    expect(done(from, answering(heard), 3)).toMatchObject({ status: 'closed', lastInAt: at(1, 2), lastOutAt: at(1, 3) })
    expect(done(heard, answered(from), 3)).toMatchObject({ status: 'open', others: [{ lastInAt: at(1, 2), lastOutAt: at(1, 3) }] })
  })

  it('ends the wait for its own people when they write, and takes up again what is over', () => {
    const [from, into] = merged([of(1), of(2)])
    expect(done(done(into, { type: 'move', to: 'pending_customer' }), heardOf(from), 2)).toMatchObject({ status: 'open' })
  })

  it('goes on by itself once all is over for long', () => {
    const [from] = merged([of(1), of(2)])
    expect(done(from, { type: 'continue in', ticket: ticketId })).toMatchObject({ continuedBy: ticketId, mergedInto: idOf(2) })
  })
})

describe('the promises of a ticket with two people in it', () => {
  it('are kept when nobody waits any more, whoever was answered last', () => {
    const [from, into] = merged([of(1), of(2)])
    expect(promises(done(into, answered(from), 2)), 'whose it is still waits').toEqual(['customer_wrote'])
    const both = done(done(into, answered(from), 2), { type: 'reply', message: reply() }, 3)
    expect(promises(both)).toEqual(['customer_wrote', 'we_answered'])
    const heard = done(both, heardOf(from), 4)
    expect(promises(heard)).toEqual(['customer_wrote', 'we_answered', 'customer_wrote'])
    const answeredOther = done(heard, { type: 'reply', message: reply() }, 5)
    expect(promises(answeredOther), 'who wrote still waits').toEqual(promises(heard))
    expect(promises(done(answeredOther, answered(from), 6))).toEqual([...promises(heard), 'we_answered'])
  })

  it('go by every answer where there is but one', () => {
    const [, into] = merged([of(1), of(2, { customerId: customer(1) })])
    expect(promises(done(into, { type: 'reply', message: reply() }, 2))).toEqual(['customer_wrote', 'we_answered'])
  })
})
