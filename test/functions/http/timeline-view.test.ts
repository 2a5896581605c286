import { describe, expect, it } from 'vitest'
import { permissions } from '../../../domain/access/roles.ts'
import type { CustomerGlance } from '../../../domain/customers/glance.ts'
import { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { eventSeen, timelineSeen } from '../../../functions/http/timeline-view.ts'
import { actorOf } from '../../support/context.ts'
import { glanceOf } from '../../support/customer-items.ts'

const mine = glanceOf({ team: 'a' })
const near = glanceOf({ team: 'a' })
const far = glanceOf({ team: 'b' })
const teamA = actorOf({ reach: { kind: 'team', team: 'a' } })

const eventOf = (kind: string, about: readonly CustomerGlance[] = [mine]) =>
  EventEnvelope.parse({
    id: 'evt_01KAJ0000000000000000000AA',
    type: `${kind}.changed`,
    schema: 1,
    at: '2026-11-21T08:30:00.000Z',
    actor: { id: 'usr_1', roles: ['sales'] },
    subject: { kind, id: 'subject' },
    version: 2,
    about: about.map(({ id }) => id),
    why: 'The secret reason',
    traceId: 'trace-test',
    data: { type: `${kind}.changed`, what: 'a secret' },
  })
const readerWith = (allowed: readonly string[], isReached = (_id: string) => true) => ({
  actor: actorOf({ permissions: allowed }),
  customerId: mine.id,
  isReached,
  isTicketReached: () => true,
})
const told = ({ why, data }: EventEnvelope) => why !== undefined && 'what' in data

const needs = {
  customer: 'customers:read',
  contact: 'contacts:read',
  relation: 'relations:read',
  note: 'notes:read',
  list: 'lists:read',
} as const

describe('an event in a timeline', () => {
  it.each(Object.entries(needs))('of a %s tells what and why to those with %s, and to nobody else', (kind, right) => {
    const others = permissions.filter((permission) => permission !== right)
    expect(told(eventSeen(eventOf(kind), readerWith(['timeline:read', right])))).toBe(true)
    expect(eventSeen(eventOf(kind), readerWith(others)).data).toEqual({ type: `${kind}.changed` })
    expect(told(eventSeen(eventOf(kind), readerWith([])))).toBe(false)
  })

  it('always tells who did what to which record, and when', () => {
    const { why: _why, data: _data, ...facts } = eventOf('note')
    expect(eventSeen(eventOf('note'), readerWith([]))).toMatchObject(facts)
  })

  it('of a kind that nobody has listed is told to nobody', () => {
    expect(told(eventSeen(eventOf('invoice'), readerWith(permissions)))).toBe(false)
  })

  it.each(Object.keys(needs))('of a %s names no customer but the one whose timeline it is', (kind) => {
    expect(eventSeen(eventOf(kind, [far, mine]), readerWith(permissions)).about).toEqual([mine.id])
  })

  it('of a relation tells what only to those who reach both ends', () => {
    const not = (hidden: CustomerGlance) => readerWith(permissions, (id) => id !== hidden.id)
    expect(told(eventSeen(eventOf('relation', [mine, far]), not(far)))).toBe(false)
    expect(told(eventSeen(eventOf('relation', [far, mine]), not(far)))).toBe(false)
    expect(told(eventSeen(eventOf('relation', [near, mine]), not(far)))).toBe(true)
    expect(told(eventSeen(eventOf('contact', [mine, far]), not(far))), 'a person is looked after from any of their customers').toBe(true)
  })
})

describe('a timeline', () => {
  const asked: (readonly string[])[] = []
  const glances = async (ids: readonly string[]) => {
    asked.push(ids)
    return ids.map((id) => [mine, near, far].find((customer) => customer.id === id))
  }
  const events = [
    [near, mine],
    [mine, far],
    [mine, glanceOf()],
    [far, mine],
  ].map((about) => eventOf('relation', about))
  const seenBy = async (actor: typeof teamA) =>
    (await timelineSeen(events, { glances, tickets: async () => new Set(), actor, customerId: mine.id })).map(told)

  it('tells of relations with those whom the reader looks after, too, and asks once for each', async () => {
    expect(await seenBy(teamA)).toEqual([true, false, false, false])
    expect(asked.splice(0).map((ids) => new Set(ids).size === ids.length && !ids.includes(mine.id))).toEqual([true])
  })

  it('tells a sales rep of their own customer what tickets say that they reach, and of others that there are such', async () => {
    const ofTicket = (id: string) => ({ ...eventOf('ticket'), subject: { kind: 'ticket', id } })
    const rep = actorOf({ reach: { kind: 'own' } })
    const tickets = async (actor: typeof rep, ids: readonly string[]) => new Set(ids.filter((id) => actor === rep && id === 'watched'))
    const seen = await timelineSeen([ofTicket('watched'), ofTicket('far')], { glances, tickets, actor: rep, customerId: mine.id })
    expect(seen.map(told)).toEqual([true, false])
    expect(seen[1]).toMatchObject({ subject: { kind: 'ticket', id: 'far' }, data: { type: 'ticket.changed' } })
    asked.splice(0)
  })

  it('tells everything to who reaches everybody, and asks for nobody', async () => {
    expect(await seenBy(actorOf())).toEqual([true, true, true, true])
    expect(asked.splice(0).flat()).toEqual([])
  })
})
