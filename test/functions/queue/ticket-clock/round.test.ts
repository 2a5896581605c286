import { beforeEach, describe, expect, it } from 'vitest'
import { EventEnvelope } from '../../../../domain/kernel/event-envelope.ts'
import { publishedIn, WorkCalendarDraft } from '../../../../domain/service-levels/work-calendar.ts'
import { Notice } from '../../../../functions/queue/job.ts'
import { beginRound, goRound, takeTurn } from '../../../../functions/queue/ticket-clock/round.ts'
import { opened, resolved, ticketId } from '../../../domain/tickets/stories.ts'
import { byTheClock, shippedBook, stage } from './stage.ts'

let scene: ReturnType<typeof stage>
beforeEach(() => {
  scene = stage()
})
const now = byTheClock('2026-11-23T01:30:00.000Z')

/** The office from another edition on: it is closed on the day on which the ticket was opened. */
const closedToday = () => {
  const office = shippedBook.calendars.get('office')
  const draft = WorkCalendarDraft.strip().parse({ ...office, days: [{ on: '2026-11-23', name: '盘点', periods: [] }] })
  const calendar = { code: 'office', edition: 2, ...draft, published: publishedIn(draft, { days: [], through: '2026-12-31' }) }
  return { ...shippedBook, calendars: new Map([...shippedBook.calendars, ['office', calendar]]) }
}
const cause = { kind: 'work_calendar', code: 'office', edition: 2 } as const
const turn = JSON.stringify({ cause, ticketId })

const notice = Notice.parse({
  ...EventEnvelope.pick({ id: true }).parse({ id: 'evt_01KAJ0000000000000000000AA' }),
  type: 'work_calendar.edition_written',
  schema: 1,
  at: now.now,
  actor: { id: 'usr_boss', roles: ['service_manager'] },
  subject: { kind: 'work_calendar', id: 'office' },
  version: 1,
  about: [],
  traceId: 'trace-test',
})

describe('a calendar that changes', () => {
  it('has every open ticket gone round at once, and again when nobody can be at work any more who read the one before', async () => {
    await beginRound(scene.ports)(notice, now)
    expect(scene.handed.map(({ work, seconds }) => [work.kind, seconds])).toEqual([
      ['ticket_round', 0],
      ['ticket_round', 60],
    ])
  })

  it('hands on each ticket of a page by itself, and then the rest of the round', async () => {
    const round = JSON.stringify({ cause })
    await goRound({ ...scene.ports, live: async () => ({ ids: [ticketId], after: 'there' }) })(round, now)
    expect(scene.handed.map(({ work }) => [work.kind, JSON.parse(work.id)])).toEqual([
      ['ticket_turn', { cause, ticketId }],
      ['ticket_round', { cause, after: 'there' }],
    ])
  })

  it('moves the deadlines of a ticket, and says who moved, from when to when; brought twice it is said once', async () => {
    const before = await scene.given(opened())
    scene.set.book = closedToday()
    await takeTurn(scene.ports)(turn, now)
    await takeTurn(scene.ports)(turn, now)
    expect(scene.told('ticket.rescheduled')).toHaveLength(1)
    expect(scene.moves).toMatchObject([
      {
        cause,
        moved: {
          ticketId,
          number: before.number,
          from: { first: { due: '2026-11-23T03:00:00.000Z' }, editions: { calendar: 1 } },
          to: { first: { due: '2026-11-24T02:30:00.000Z' }, editions: { calendar: 2 } },
        },
      },
    ])
    expect(await scene.ticket(ticketId)).toMatchObject({ deadlines: { first: { due: '2026-11-24T02:30:00.000Z' } } })
  })

  it('is told under the edition that moved the ticket, also in the round of another one that came first', async () => {
    await scene.given(opened())
    scene.set.book = closedToday()
    await takeTurn(scene.ports)(JSON.stringify({ cause: { kind: 'service_policy', code: 'standard', edition: 3 }, ticketId }), now)
    await takeTurn(scene.ports)(JSON.stringify({ cause: { kind: 'work_calendar', code: 'night', edition: 1 }, ticketId }), now)
    expect(scene.moves.map((move) => move.cause)).toEqual([cause, { kind: 'service_policy', code: 'standard', edition: 3 }])
  })

  it('says nothing of a ticket that it does not move', async () => {
    await scene.given(opened())
    await takeTurn(scene.ports)(turn, now)
    expect(scene.moves).toEqual([])
    expect(scene.told('ticket.rescheduled')).toEqual([])
  })

  it('leaves a ticket that was resolved meanwhile with nothing to be told of', async () => {
    await scene.given(resolved(0))
    scene.set.book = closedToday()
    await takeTurn(scene.ports)(turn, now)
    expect((await scene.ticket(ticketId)).deadlines?.nextStepAt).toBeUndefined()
  })
})
