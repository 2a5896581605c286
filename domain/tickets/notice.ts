import { atFirmTime, workBegins } from '../kernel/calendar.ts'
import { daysAfter } from '../kernel/days-after.ts'
import type { Context } from '../kernel/decider.ts'
import type { Instant, PlainDate } from '../kernel/instant.ts'
import { noticeWarnings } from './claim.ts'
import { concernedBy } from './concerned.ts'
import type { TicketEvent } from './events.ts'
import { isLive } from './moves.ts'
import type { Ticket } from './ticket.ts'

/** The last day for giving notice of a claim of which that still matters: undefined once notice was given, or the claim has its outcome. */
export const noticeBy = ({ status, claim }: Pick<Ticket, 'status' | 'claim'>): PlainDate | undefined =>
  isLive(status) && claim?.noticeGivenOn === undefined && claim?.outcome === undefined ? claim?.noticeBy : undefined

/** What is long past is so, however long: years of fewer than four digits are no dates any more when days are taken from them. */
const longPast = '1970-01-08'

/** The warnings of which nobody was told: those behind the last that was told. Another day has warnings of its own. */
const untold = (ticket: Ticket) => {
  const day = noticeBy(ticket)
  if (day === undefined) return []
  const all = noticeWarnings.map((left) => ({
    day,
    left,
    step: `notice:${day}:${left}`,
    at: atFirmTime(daysAfter(day < longPast ? longPast : day, -left), workBegins),
  }))
  return all.slice(all.findLastIndex(({ step }) => ticket.steps.includes(step)) + 1)
}

/** When somebody must next be told of it, where the firm's people begin their day. */
export const noticeDueAt = (ticket: Ticket): Instant | undefined => untold(ticket)[0]?.at

/** "A claim does not lapse because nobody looked": of the warnings that have come the last, once, to whoever has it and whoever watches it. */
export const nearNotice = (ticket: Ticket, { now }: Context): readonly TicketEvent[] => {
  const due = untold(ticket).findLast(({ at }) => at <= now)
  if (!due) return []
  return [
    {
      type: 'ticket.notice_near',
      noticeBy: due.day,
      left: due.left,
      step: due.step,
      ...concernedBy(ticket),
      ...(ticket.team !== undefined && { team: ticket.team }),
      at: now,
    },
  ]
}
