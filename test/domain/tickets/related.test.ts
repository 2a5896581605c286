import { describe, expect, it } from 'vitest'
import { TicketId } from '../../../domain/kernel/ids.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import { tickets } from '../../../domain/tickets/decide.ts'
import { mostRelated, Ticket } from '../../../domain/tickets/ticket.ts'
import { given, later, li, opening } from './stories.ts'

const idOf = (n: number) => TicketId.parse(`tkt_${String(n).padStart(26, '0')}`)
const fresh = (n: number, facts: Partial<Ticket> = {}): Ticket => {
  const { after } = given().when({ type: 'open', opening: opening({ id: idOf(n) }) }, later(0))
  return Ticket.parse({ ...after, team: 'customer_service', watchers: [], ...facts })
}
const done = (ticket: Ticket, command: TicketCommand): Ticket => {
  const outcome = tickets.decide(ticket, command, later(1))
  if (!outcome.ok) throw new Error(outcome.error.code)
  return Ticket.parse(outcome.value.reduce<Ticket | undefined>(tickets.evolve, ticket))
}
const refusal = (ticket: Ticket, command: TicketCommand, context = later(1)) => {
  const outcome = tickets.decide(ticket, command, context)
  return outcome.ok ? 'done' : outcome.error.code
}

describe('a ticket that has to do with another', () => {
  it('names it, once however often it is said, and no more once that is taken back', () => {
    const both = done(done(fresh(1), { type: 'relate', other: fresh(2) }), { type: 'relate', other: fresh(3) })
    expect(both.related).toEqual([idOf(2), idOf(3)])
    expect(done(both, { type: 'relate', other: fresh(2) })).toEqual(both)
    const one = done(both, { type: 'unrelate', other: fresh(2) })
    expect(one.related).toEqual([idOf(3)])
    expect(done(one, { type: 'unrelate', other: fresh(2) })).toEqual(one)
    expect(done(one, { type: 'unrelate', other: fresh(3) })).not.toHaveProperty('related')
  })

  it('is another one, which whoever says so reaches, and which goes on by itself', () => {
    const by = (team: string) => later(1, { actor: { ...li, reach: { kind: 'team', team } } })
    expect(refusal(fresh(1), { type: 'relate', other: fresh(1) })).toBe('ticket.same_ticket')
    expect(refusal(fresh(1), { type: 'relate', other: undefined })).toBe('ticket.not_found')
    expect(refusal(fresh(1), { type: 'relate', other: fresh(2, { team: 'finance' }) }, by('customer_service'))).toBe('access.out_of_scope')
    const merged = done(fresh(2), { type: 'merge', into: fresh(3) })
    expect(refusal(fresh(1), { type: 'relate', other: merged })).toBe('ticket.merged')
    expect(refusal(merged, { type: 'relate', other: fresh(1) })).toBe('ticket.merged')
  })

  it('keeps what it named when it is merged, where it can be taken back, and when that is undone', () => {
    const named = done(fresh(1), { type: 'relate', other: fresh(2) })
    const merged = done(named, { type: 'merge', into: fresh(3) })
    expect(merged.related).toEqual([idOf(2)])
    expect(done(merged, { type: 'unrelate', other: fresh(2) })).not.toHaveProperty('related')
    const into = done(fresh(3), { type: 'absorb', other: named })
    expect(done(merged, { type: 'unmerge', from: into }).related).toEqual([idOf(2)])
  })

  it('has to do with no more than a person can look through', () => {
    const many = fresh(1, { related: Array.from({ length: mostRelated }, (_, i) => idOf(i + 2)) })
    expect(refusal(many, { type: 'relate', other: fresh(900) })).toBe('ticket.full')
    expect(refusal(many, { type: 'relate', other: fresh(2) })).toBe('done')
  })
})
