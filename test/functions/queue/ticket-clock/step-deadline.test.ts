import { beforeEach, describe, expect, it } from 'vitest'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { shippedKinds } from '../../../../domain/ticket-kinds/shipped.ts'
import { dueAtOf } from '../../../../domain/tickets/due.ts'
import type { TicketEvent } from '../../../../domain/tickets/events.ts'
import { repeatComplaint } from '../../../../functions/queue/ticket-clock/repeat-complaint.ts'
import { stepDeadline } from '../../../../functions/queue/ticket-clock/step-deadline.ts'
import { customerId } from '../../../domain/reviews/stories.ts'
import { opened, otherTicket, reply, resolved, given as story, ticketId } from '../../../domain/tickets/stories.ts'
import { byTheClock, onDuty, stage } from './stage.ts'

/** Opened on a Monday at nine in Shanghai, with two hours of the office for the first answer and two days for the solution. */
const at = (clock: string): string => new Date(`2026-11-23T${clock}:00+08:00`).toISOString()

let scene: ReturnType<typeof stage>
beforeEach(() => {
  scene = stage()
})
const go = (clock: string) => stepDeadline(scene.ports)(ticketId, byTheClock(at(clock)))
const percents = () => scene.told('ticket.deadline_neared').map((event) => 'percent' in event && [event.deadline, event.percent])
const calls = () => scene.told('ticket.escalated').map((event) => ('to' in event ? event.to : undefined))

const assigned: TicketEvent = {
  type: 'ticket.assigned',
  from: {},
  assignee: 'usr_li',
  how: 'given',
  at: Instant.parse(at('09:00')),
  by: 'usr_boss',
}

describe('a ticket that nobody answers', () => {
  it('is told of at half of its time to whoever has it, once, though the queue brings it twice', async () => {
    await scene.given([...opened(), assigned])
    scene.set.crew = { on: [onDuty('usr_li')], manager: 'usr_boss' }
    await go('10:00')
    await go('10:00')
    expect(percents()).toEqual([['first', 50]])
    expect(scene.told('ticket.deadline_neared')).toMatchObject([{ assignee: 'usr_li', due: at('11:00') }])
    expect(calls()).toEqual([])
  })

  it('goes to whoever leads the shift at four fifths, and to the manager when its time is up', async () => {
    await scene.given([...opened(), assigned])
    scene.set.crew = { on: [onDuty('usr_an'), onDuty('usr_li'), onDuty('usr_zhou', true)], manager: 'usr_boss' }
    for (const clock of ['10:00', '10:36', '11:00']) await go(clock)
    expect(percents()).toEqual([
      ['first', 50],
      ['first', 80],
      ['first', 100],
    ])
    expect(calls()).toEqual(['usr_zhou', 'usr_boss'])
    expect(await scene.ticket(ticketId)).toMatchObject({ escalation: 2 })
  })

  it('is brought to a colleague at half of its time when the one who has it is not at work', async () => {
    await scene.given([...opened(), assigned])
    scene.set.crew = { on: [onDuty('usr_an')], manager: 'usr_boss' }
    await go('10:00')
    expect(calls()).toEqual(['usr_an'])
  })

  it('goes to the manager where nobody is on shift, and rings where there is no manager either', async () => {
    await scene.given([...opened(), assigned])
    scene.set.crew = { on: [], manager: 'usr_boss' }
    await go('10:36')
    scene.set.crew = { on: [], manager: undefined }
    await go('11:00')
    expect(calls()).toEqual(['usr_boss', undefined])
    expect(scene.rung).toMatchObject([{ percent: 100 }])
  })

  it('is told of by its furthest step alone when the clock comes late, and waits for its next one', async () => {
    await scene.given(opened())
    await go('11:30')
    expect(percents()).toEqual([['first', 100]])
    // Half of the two days for the solution are gone on the next morning.
    expect(dueAtOf(await scene.ticket(ticketId))).toBe('2026-11-24T01:00:00.000Z')
  })

  it('is never due for ever: whatever the clock finds, it is due later than now, or not any more', async () => {
    await scene.given(opened())
    for (let hour = 9; hour < 20; hour += 1) {
      const clock = `${String(hour).padStart(2, '0')}:07`
      await go(clock)
      const due = dueAtOf(await scene.ticket(ticketId))
      expect(due === undefined || due > at(clock), clock).toBe(true)
    }
  })
})

describe('a ticket that was looked after', () => {
  it('is not told of as late once it was answered, and a note is no answer', async () => {
    const answered = story(...opened()).when({ type: 'reply', message: reply({}, 0) }, byTheClock(at('09:30'))).decided
    await scene.given([...opened(), ...(answered.ok ? answered.value : [])])
    await go('10:00')
    await go('11:00')
    expect(percents()).toEqual([])
  })

  it('is closed after fourteen quiet days by the same clock, and told of no more', async () => {
    await scene.given(resolved(0))
    await stepDeadline(scene.ports)(ticketId, byTheClock('2026-12-08T01:00:00.000Z'))
    expect(scene.told('ticket.closed')).toHaveLength(1)
    expect(percents()).toEqual([])
    expect(dueAtOf(await scene.ticket(ticketId))).toBeUndefined()
  })
})

describe('a customer who complains again', () => {
  const withCustomer = (event: TicketEvent): TicketEvent =>
    event.type === 'ticket.opened' ? { ...event, ticket: { ...event.ticket, customerId } } : event
  const hear = (id = ticketId) => repeatComplaint(scene.ports)(id, byTheClock(at('09:01')))
  const complaint = (id: string, clock: string) => ({ id, openedAt: Instant.parse(at(clock)) })

  it('is brought to whoever leads the shift at once, and once', async () => {
    await scene.given(opened({}, 'complaint').map(withCustomer))
    scene.set.complaints = [complaint(ticketId, '09:00'), complaint(otherTicket, '08:59')]
    scene.set.crew = { on: [onDuty('usr_an'), onDuty('usr_zhou', true)], manager: 'usr_boss' }
    await hear()
    await hear()
    expect(calls()).toEqual(['usr_zhou'])
  })

  it.each([
    ['is brought there with whatever the firm calls a complaint', 'exception', ['usr_zhou']],
    ['is nobody who brings again what the firm calls none', 'complaint', []],
  ])('%s', async (_, kind, called) => {
    scene.set.kinds = shippedKinds.map((one) => ({ ...one, isComplaint: one.code === 'exception' }))
    scene.set.complaints = [complaint(ticketId, '09:00'), complaint(otherTicket, '08:59')]
    scene.set.crew = { on: [onDuty('usr_zhou', true)], manager: 'usr_boss' }
    await scene.given(opened({}, kind).map(withCustomer))
    await hear()
    expect(calls()).toEqual(called)
  })

  it('is brought there for the second complaint and never for the first, however late anybody looks at that', async () => {
    const second = opened({}, 'complaint').map(withCustomer)
    await scene.given(second)
    await scene.given(
      second.map((event) => (event.type === 'ticket.opened' ? { ...event, ticket: { ...event.ticket, id: otherTicket } } : event)),
    )
    scene.set.crew = { on: [onDuty('usr_zhou', true)], manager: 'usr_boss' }
    // Both were opened in the same moment: the one with the smaller id came first.
    const [first, last] = [ticketId, otherTicket].sort()
    scene.set.complaints = [ticketId, otherTicket].map((id) => complaint(id, '09:00'))
    await hear(first)
    await hear(last)
    await hear(first)
    expect(calls()).toEqual(['usr_zhou'])
    expect((await scene.ticket(String(first))).escalation).toBe(0)
    expect((await scene.ticket(String(last))).escalation).toBe(1)
  })

  it('is nobody who complains for the first time, or asks something', async () => {
    await scene.given(opened({}, 'complaint').map(withCustomer))
    scene.set.complaints = [complaint(ticketId, '09:00')]
    await hear()
    expect(calls()).toEqual([])
  })
})
