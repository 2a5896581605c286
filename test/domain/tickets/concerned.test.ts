import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { tellingsOf } from '../../../domain/notifications/tellings.ts'
import type { TicketEvent } from '../../../domain/tickets/events.ts'
import { at, given, later, opened, received, resolved } from './stories.ts'

const handed = { from: {}, how: 'given', at: Instant.parse(at(0)), by: 'usr_boss' } as const
const toLi: TicketEvent = { type: 'ticket.assigned', ...handed, assignee: 'usr_li' }
const watching = (user: string): TicketEvent => ({ type: 'ticket.watched', user, watches: true, at: at(0), by: user })

/** Who is told of what a command comes to, and as what. */
const told = (past: readonly TicketEvent[], ...[command, context]: Parameters<ReturnType<typeof given>['when']>): readonly string[] => {
  const { decided } = given(...past).when(command, context)
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value.flatMap((event) =>
    tellingsOf(event.type).flatMap(({ type, who }) => who(JSON.parse(JSON.stringify(event))).map((user) => `${user}: ${type}`)),
  )
}
const wrote = (automatic = false) => ({ type: 'receive', message: received(automatic ? { automatic: true } : {}, 2) }) as const

describe('what the customer writes', () => {
  it('is told to whoever has the ticket, and not to those who watch it', () => {
    expect(told([...opened(), toLi, watching('usr_wang')], wrote(), later(2))).toEqual(['usr_li: customer_wrote'])
  })

  it('is told to nobody while nobody has it, nor where a machine wrote', () => {
    expect(told([...opened(), watching('usr_wang')], wrote(), later(2))).toEqual([])
    expect(told([...opened(), toLi], wrote(true), later(2))).toEqual([])
  })
})

describe('a ticket that comes back', () => {
  const past = [...resolved(1), toLi, watching('usr_li'), watching('usr_wang')]
  const all = (type: string) =>
    past.flatMap((event) => (event.type === 'ticket.opened' ? event.ticket.watchers : [])).map((user) => `${user}: ${type}`)

  it('is told once to each of those who have it or watch it, whoever takes it up again', () => {
    const expected = ['usr_li: ticket_reopened', ...all('ticket_reopened'), 'usr_wang: ticket_reopened']
    expect(told(past, wrote(), later(2))).toEqual(expected)
    expect(told(past, { type: 'reopen' }, later(2))).toEqual(expected)
  })

  it('and what was told of it before this could be said is told to nobody', () => {
    const old = { type: 'ticket.reopened', because: 'customer_wrote', at: at(2), by: 'system' }
    expect(tellingsOf('ticket.reopened').flatMap(({ who }) => who(old))).toEqual([])
  })
})
