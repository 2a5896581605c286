import { describe, expect, it } from 'vitest'
import { tooLate } from '../../demo/day/check-prompt.ts'
import type { RawEvent } from '../../demo/rehearsal/raw.ts'

const came = Date.parse('2026-11-24T09:00:00.000Z')
const event = (type: string, id: string, seconds: number, data: object = {}): RawEvent => ({
  id: `evt_${type}`,
  type,
  at: came + seconds * 1000,
  actor: { id: 'system' },
  subject: { kind: 'x', id },
  version: 1,
  about: [],
  data: { ...data },
})
const ticketId = 'tkt_1'
/** Came in at nine, opened a ticket somewhat later, and was acknowledged so many seconds after it came in. */
const day = (seconds: number, more: readonly RawEvent[] = []) => [
  event('inbound.received', 'inb_1', 0),
  event('inbound.taken', 'inb_1', 30, { ticketId }),
  event('ticket.opened', ticketId, 30),
  event('message.queued', 'msg_1', 31, { message: { cause: `desk_answer:${ticketId}` } }),
  event('message.sent', 'msg_1', seconds),
  ...more,
]
const faults = (events: readonly RawEvent[], killedAt: readonly string[] = []) =>
  tooLate({ events, played: { journal: { killedAt } as never } })

describe('that who writes hears within a minute of the number', () => {
  it('is so where the answer went out within a minute of what came in, and not later, however fast its ticket was answered', () => {
    expect(faults(day(60))).toEqual([])
    expect(faults(day(61))).toEqual(['who wrote tkt_1 heard of its number after 61 s'])
  })

  it('counts from the opening of a ticket that came by no door', () => {
    const told = day(91).filter(({ type }) => !type.startsWith('inbound.'))
    expect(faults(told)).toHaveLength(1)
    expect(faults(told.map((one) => (one.type === 'message.sent' ? { ...one, at: came + 90_000 } : one)))).toEqual([])
  })

  it('is not asked of an answer that waits for the hour at which its reader may be written to, nor of the quarter after a kill', () => {
    expect(faults(day(600, [event('message.postponed', 'msg_1', 32)]))).toEqual([])
    expect(faults(day(600), ['2026-11-24T08:50:00.000Z'])).toEqual([])
    expect(faults(day(600), ['2026-11-24T08:40:00.000Z'])).toHaveLength(1)
  })
})
