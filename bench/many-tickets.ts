import { dueShardOf } from '../adapters/dynamo/keys.ts'
import { ticketIndex } from '../adapters/dynamo/ticket-search/ticket-index.ts'
import { ticketStore } from '../adapters/dynamo/tickets/ticket-store.ts'
import { type Instant, instantAt } from '../domain/kernel/instant.ts'
import { dueSteps, stepName } from '../domain/service-levels/deadlines.ts'
import { Ticket } from '../domain/tickets/ticket.ts'
import type { Original } from './copies.ts'
import { fillerVault } from './customers.ts'
import { copyRecords, type Made, putOriginals, recorded } from './records.ts'
import type { Stage } from './stage.ts'
import { book, changeOf, deadlinesOf, ticketAt } from './ticket-items.ts'

const [minute, day] = [60_000, 24 * 60 * 60_000]

/**
 * Eight digits by which a copy differs from its original wherever they stand: in its id, its number and its waybill. Three of them are
 * the original's, four count its copies.
 */
const serialOf = (i: number, copy: number): string => `7${String(i).padStart(3, '0')}${String(copy).padStart(4, '0')}`
const ticketIdOf = (serial: string): string => `tkt_${'01BENCH'.padEnd(18, 'X')}${serial}`

/** Its number tells the day on which it was opened. */
const namedBy = (serial: string, openedAt: Instant) => ({
  id: ticketIdOf(serial),
  number: `${openedAt.slice(2, 10).replaceAll('-', '')}-${serial}`,
  form: { waybills: [`YT26${serial}`] },
})

type Standing = {
  /** Milliseconds since 1970. */
  readonly openedAt: number
  readonly urgent?: boolean
  readonly as: Readonly<Record<string, unknown>>
  readonly since?: readonly Since[]
}
/** What became of it, so many milliseconds after it was opened. */
type Since = readonly [after: number, what: string]

const answered: Since = [5 * minute, 'we_answered']

/** Ten people, `usr_bench` among them, of whom each has as many. */
const personOf = (i: number): string => (i % 10 === 0 ? 'usr_bench' : `usr_bench_${i % 10}`)

const over = (openedAt: number, by: string): Standing => {
  const at = instantAt(openedAt + 2 * day)
  const resolution = { cause: 'delivered', fix: '已送达', customerTold: true, at, by }
  const as = { assignee: by, status: 'closed', resolution, closed: { at, by: 'system', reason: 'quiet' }, lastOutAt: at }
  return { openedAt, as, since: [answered, [2 * day, 'status:resolved'], [2 * day, 'status:closed']] }
}

/**
 * Of twenty tickets ten are over and one waits for somebody. Of those that somebody has, one waits for the customer, one is due within
 * four hours, one is late and everybody was told; with the others there is time until next year. So none falls due within an hour.
 */
const standingAt = (i: number, now: number): Standing => {
  const assignee = personOf(Math.floor(i / 20))
  const [past, soon, later] = [now - 60 * day + i * minute, now - (i % 1000) * 3000, now + 300 * day + i * minute]
  if (i % 2 === 1) return over(past, assignee)
  switch (i % 20) {
    case 0:
      return { openedAt: later, as: { status: 'new' } }
    case 2:
      return { openedAt: past, as: { assignee, status: 'pending_customer' }, since: [answered, [6 * minute, 'status:pending_customer']] }
    case 4:
      return { openedAt: soon, urgent: true, as: { assignee, status: 'open' }, since: [answered] }
    case 6:
      return { openedAt: past, as: { assignee, status: 'open' } }
    default:
      return { openedAt: later, as: { assignee, status: 'open' } }
  }
}

/** What the clock has told of it by now, as it would have: nothing of what it is to be told is behind us. */
const told = (ticket: Ticket, now: number): Ticket => {
  const steps = dueSteps(ticket, book, now).map(({ clock, share }) => stepName(clock, share))
  return { ...ticket, steps, deadlines: deadlinesOf({ ...ticket, steps }) }
}

/** Of what a ticket consists, so much is copied: itself, its number’s claim, its place in the queue of its team, and two terms to find it. */
const copied = new Set(['ticket', 'claim', 'waiting-row', 'ticket-term'])

const make = async (stage: Stage, i: number, now: number): Promise<Made> => {
  const serial = serialOf(i, 0)
  const { openedAt, urgent = false, as, since = [] } = standingAt(i, now)
  const opened = instantAt(openedAt)
  const { facts, ...given } = ticketAt(i, { openedAt: opened, urgent })
  const became = since.map(([after, what]) => ({ at: instantAt(openedAt + after), what }))
  const ticket = told(Ticket.parse({ ...given, ...namedBy(serial, opened), ...as, facts: [...facts, ...became] }), now)
  const items = await recorded(stage, async (table) => {
    await ticketStore(table, fillerVault).commit(changeOf(ticket))
    await ticketIndex(table).save(ticket, { seen: { revision: 0, terms: [] }, terms: [ticket.number.replace('-', ''), `yt26${serial}`] })
  })
  return { id: serial, items: items.filter(({ entity }) => copied.has(String(entity))) }
}

/** Serials of copies, one after the other, and the latest of each original. */
const serials = () => {
  const latest = new Map<string, number>()
  const copyOf = (original: string, copy: number): string => `${original.slice(0, 4)}${String(copy).padStart(4, '0')}`
  return {
    /** The next one that falls on the same partitions as the original’s, so that a copy’s entries stand where they belong. */
    next: ({ id }: Original): string => {
      for (let copy = (latest.get(id) ?? 0) + 1; copy < 10_000; copy += 1) {
        const serial = copyOf(id, copy)
        if (dueShardOf(serial) !== dueShardOf(id)) continue
        latest.set(id, copy)
        return serial
      }
      throw new Error(`There are no more copies of ${id}`)
    },
    latest: ({ id }: Original): string => copyOf(id, latest.get(id) ?? 0),
  }
}

/** A table in which there come to be more and more tickets. */
export type ManyTickets = {
  readonly growTo: (size: number) => Promise<void>
  /** Some that are far apart from each other: of each that the store made, the latest copy. */
  readonly spread: () => readonly Found[]
}
/** By what a ticket is found. */
export type Found = ReturnType<typeof namedBy>

/** Fills a table with tickets as their store makes them, the first thousand, and beyond that with copies of these. */
export const manyTickets = (stage: Stage): ManyTickets => {
  const now = Date.now()
  const { next, latest } = serials()
  let [known, there]: [readonly Original[], number] = [[], 0]
  return {
    growTo: async (size) => {
      if (there === 0) known = await putOriginals(stage, [0, size], (i) => make(stage, i, now))
      await copyRecords(stage, known, { count: size - Math.max(there, known.length), idLike: next })
      there = size
    },
    spread: () => known.map((original, i) => namedBy(latest(original), instantAt(standingAt(i, now).openedAt))),
  }
}
