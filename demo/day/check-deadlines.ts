import * as z from 'zod'
import { concurrently } from '../concurrently.ts'
import type { Check } from '../rehearsal/check.ts'
import { dayAt, momentOf, plus } from '../rehearsal/days.ts'
import type { Looked } from './check-messages.ts'
import type { Dates } from './found.ts'
import { founder } from './found.ts'
import { always, calendar, open } from './team.ts'

const Moment = z.string().transform((text) => Date.parse(text))
const Span = z.looseObject({ from: Moment, until: Moment, lasted: z.int(), counts: z.boolean(), why: z.string() })
const Clock = z.looseObject({
  clock: z.string(),
  state: z.enum(['running', 'waiting', 'met', 'over']),
  from: Moment,
  until: Moment.optional(),
  rule: z.looseObject({ calendar: z.string(), calendarEdition: z.int(), since: Moment }),
  promisedMinutes: z.number().optional(),
  elapsed: z.int(),
  counted: z.int(),
  notCounted: z.int(),
  due: Moment.optional(),
  breachedAt: Moment.optional(),
  spans: z.array(Span),
})
type Clock = z.infer<typeof Clock>
const Explained = z.looseObject({ clocks: z.array(Clock) })

/** When somebody is there on a day, by the edition of the firm's calendar. */
const periodsOn = ({ eve, holiday }: Dates, day: string, edition: number): readonly string[] => {
  if (day === holiday) return []
  if (day !== eve) return open.everyDay
  return edition === 1 ? open.eve : open.eveAtLast
}

/** Working time between two moments, counted a second time beside the product. Milliseconds. */
const workedBetween = (dates: Dates, edition: number, [from, until]: readonly [number, number]): number => {
  let sum = 0
  for (let day = dayAt(from); momentOf(day, '00:00') < until; day = plus(day, 1))
    for (const period of periodsOn(dates, day, edition)) {
      const [begin, end] = [momentOf(day, period.slice(0, 5)), momentOf(day, period.slice(6))]
      sum += Math.max(0, Math.min(end, until) - Math.max(begin, from))
    }
  return sum
}

const addUp = ({ spans, elapsed, counted, notCounted, from }: Clock): readonly string[] => {
  const total = (fits: (span: Clock['spans'][number]) => boolean) => spans.reduce((sum, span) => sum + (fits(span) ? span.lasted : 0), 0)
  const faults: string[] = []
  if (total(() => true) !== elapsed) faults.push(`spans of ${total(() => true)} in ${elapsed} ms`)
  if (total(({ counts }) => counts) !== counted) faults.push(`${total(({ counts }) => counts)} counted, not ${counted}`)
  if (counted + notCounted !== elapsed) faults.push(`${counted} and ${notCounted} are not ${elapsed}`)
  let at = from
  for (const span of spans) {
    if (span.from !== at || span.until - span.from !== span.lasted) faults.push(`a span begins at ${span.from}, not at ${at}`)
    at = span.until
  }
  return faults
}

/**
 * "It was late from the moment on at which what was promised was used up", or, where so much had been used before less was promised, from the
 * moment on at which that was promised.
 */
const breach = ({ spans, rule, promisedMinutes, breachedAt, counted, state, due }: Clock): readonly string[] => {
  if (promisedMinutes === undefined) return []
  const promised = promisedMinutes * 60_000
  if (breachedAt === undefined)
    return counted > promised
      ? [`${counted} of ${promised} ms are used, and it is not late`]
      : state === 'running' && due === undefined
        ? ['no due time']
        : []
  const before = spans.reduce((sum, span) => sum + (span.counts ? Math.max(0, Math.min(span.until, breachedAt) - span.from) : 0), 0)
  const isRight = before === promised || (before > promised && breachedAt === rule.since)
  return isRight ? [] : [`late after ${before} ms, where ${promised} were promised`]
}

/** Spans that count lie in hours that are worked, and those outside of hours do not. */
const inHours = (dates: Dates, { spans, rule }: Clock): readonly string[] => {
  if (rule.calendar !== calendar) return []
  return spans.flatMap(({ from, until, lasted, why }) => {
    const worked = workedBetween(dates, rule.calendarEdition, [from, until])
    const right = why === 'working_time' ? lasted : why === 'outside_hours' || why === 'day_off' ? 0 : worked
    return worked === right
      ? []
      : [`${why} from ${new Date(from).toISOString()} to ${new Date(until).toISOString()} has ${worked} ms of work`]
  })
}

const putsOff = new Set(['waiting', 'over'])

/** A promise is due as long after its beginning as was promised, and as much later as working time did not count. */
const rightlyDue = (dates: Dates, { rule, due, from, promisedMinutes, spans }: Clock): readonly string[] => {
  if (due === undefined || promisedMinutes === undefined || rule.since !== from) return []
  if (rule.calendar !== calendar && rule.calendar !== always) return []
  const worked = (begin: number, end: number) =>
    rule.calendar === always ? end - begin : workedBetween(dates, rule.calendarEdition, [begin, end])
  const off = spans.filter(({ why, from: begin }) => putsOff.has(why) && begin < due)
  const owed = worked(from, due) - off.reduce((sum, span) => sum + worked(span.from, Math.min(span.until, due)), 0)
  return owed === promisedMinutes * 60_000 ? [] : [`due after ${owed} ms, where ${promisedMinutes} minutes were promised`]
}

/** Every clock of every ticket: its spans add up, and lead to its due time and to the moment from which it was late. */
export const everyDeadlineExplained = async ({ played, tickets }: Looked): Promise<Check> => {
  const faults: string[] = []
  let [clocks, late] = [0, 0]
  await concurrently(tickets, 8, async ({ id, number }) => {
    const explained = Explained.parse(await played.client.must(founder, { method: 'GET', path: `/v1/tickets/${id}/sla` }))
    if (explained.clocks.length === 0) faults.push(`${number} has no clock`)
    for (const clock of explained.clocks) {
      clocks += 1
      if (clock.breachedAt !== undefined) late += 1
      const found = [...addUp(clock), ...breach(clock), ...inHours(played.dates, clock), ...rightlyDue(played.dates, clock)]
      faults.push(...found.map((fault) => `${number} ${clock.clock}: ${fault}`))
    }
  })
  return { name: `every deadline explains itself: ${clocks} clocks of ${tickets.length} tickets, ${late} of them late`, faults }
}
