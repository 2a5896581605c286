import { setTimeout as sleep } from 'node:timers/promises'
import { chance } from '../rehearsal/chance.ts'
import { clientOf } from '../rehearsal/client.ts'
import { type Clock, clockOf } from '../rehearsal/clock.ts'
import { dayAt, minute, momentOf, plus } from '../rehearsal/days.ts'
import { mailboxOf } from '../rehearsal/mailbox.ts'
import { dueBefore, type RawEvent, rawEvents } from '../rehearsal/raw.ts'
import { openStage, type Stage } from '../rehearsal/stage.ts'
import { seeToSuggestions, workTickets } from './desk.ts'
import type { Customer, Firm } from './firm.ts'
import { clerk, type Founded, found, founder } from './found.ts'
import { openJournal } from './journal.ts'
import { type Company, giveAnswers, makeReviews, makeVisits, tidyDesks } from './people.ts'
import { type Receiver, startReceiver } from './receiver.ts'

export type Script = {
  readonly firm: Firm
  readonly days: number
  /** The first day, `2026-12-01`; unless said, tomorrow. */
  readonly first?: string | undefined
  /** The times of day at which the clock stops: the first soon after midnight, the last when people work. */
  readonly leaps: readonly string[]
  /** How often the deployment is killed, at moments that the seed settles. */
  readonly kills: number
  readonly seed: number
  readonly assembly: string
  /** Is told how much of the quarter is behind, from 0 to 1. */
  readonly onDay?: ((done: number) => void) | undefined
}

/** A quarter that was played to its end, with the deployment still there to be asked. */
export type Played = Omit<Company, 'stage'> & {
  readonly stage: Stage
  readonly founded: Founded
  readonly events: readonly RawEvent[]
  readonly span: { readonly first: string; readonly last: string }
  /** When the quarter began and ended on the deployment's clock. */
  readonly from: number
  readonly to: number
  readonly killedAt: readonly string[]
  readonly seconds: number
  readonly close: () => Promise<void>
}

/** People act in the afternoon. */
const working = '14:10'
/** The day goes by in leaps: just after midnight, when work has begun, and in the afternoon. */
export const leaps: readonly string[] = ['00:10', '09:10', working]
/** All that an act or a kill has made a little later is seen to before the next leap. */
const slack = 30 * minute
/** Who turned a webhook away in the last of those moments is told again within so long. */
const aftermath = 60 * minute
/** A kill comes within so long after a leap, in real time. Milliseconds. */
const within = 4000

type Moment = { readonly day: string; readonly time: string }

/** From the morning of the first day, just before which the firm is set up. */
const momentsOf = (first: string, { days, leaps: times }: Script): readonly Moment[] =>
  Array.from({ length: days + 1 }, (_, i) => times.map((time) => ({ day: plus(first, i), time })))
    .flat()
    .slice(1)

/** In which leaps it is killed, and how long after each. */
const killsIn = ({ kills, seed }: Script, moments: number): ReadonlyMap<number, number> => {
  const drawn = Array.from({ length: kills }, (_, i) => {
    const [from, to] = [Math.floor((i * moments) / kills), Math.floor(((i + 1) * moments) / kills)]
    return [from + Math.floor(chance(seed, 'leap', i) * Math.max(1, to - from)), chance(seed, 'after', i) * within] as const
  })
  return new Map(drawn)
}

/** Answers whether anybody did anything. */
const act = async (company: Company, today: string): Promise<boolean> => {
  await company.mailbox.look()
  const before = company.journal.entries.length
  await makeVisits(company, today)
  await makeReviews(company, today)
  await workTickets(company, today)
  // Before there are answers of today, which may hold more of them.
  await seeToSuggestions(company, today)
  await giveAnswers(company, today)
  return company.journal.entries.length > before
}

type Leap = { readonly company: Company; readonly clock: Clock; readonly moment: Moment; readonly killAfter: number | undefined }

/** What people do, and all that follows from it; reading and ticking off come last, so that all know what there is. */
const workingDay = async ({ company, clock, moment: { day } }: Leap): Promise<void> => {
  if (await act(company, day)) await clock.calm()
  if (await tidyDesks(company, await clock.now())) await clock.calm()
}

const killIn = async ({ company: { stage }, moment: { day, time }, killAfter }: Leap): Promise<string | undefined> => {
  if (killAfter === undefined) return undefined
  await sleep(killAfter)
  await stage.kill()
  return `${day} ${time} + ${(killAfter / 1000).toFixed(1)} s`
}

/** Until a day is over each thing happens at its hour: the leap into the next one would have it happen a day late. */
const untilMidnight = async ({ company: { stage }, clock, moment: { day } }: Leap): Promise<void> => {
  const midnight = momentOf(day, '00:00')
  for (;;) {
    const [next] = (await dueBefore(stage, midnight)).toSorted()
    if (next === undefined) return
    await clock.to(Date.parse(next.split('#')[0] ?? '') + minute)
    await clock.calm()
  }
}

/** One leap of the clock and all that follows. Answers when it was killed, if it was. One at which nothing happens is left out. */
const leap = async (one: Leap): Promise<string | undefined> => {
  const { company, clock, moment, killAfter } = one
  const at = momentOf(moment.day, moment.time)
  await untilMidnight(one)
  const isDue = async () => (await dueBefore(company.stage, at + slack)).length > 0
  // Looked at before the clock moves: the sweep that it sets off takes from the index at once what it hands over.
  const wasDue = await isDue()
  if (moment.time !== working && killAfter === undefined && !wasDue) return undefined
  company.client.forget()
  const killing = killIn(one)
  await clock.to(at)
  if (wasDue) await clock.calm()
  if (moment.time === working) await workingDay(one)
  const killed = await killing
  await company.mailbox.look()
  if (killed === undefined && !(await isDue())) return undefined
  await clock.to(at + slack)
  await clock.calm()
  return killed
}

const nobody = { roles: [], scope: 'own' } as const
const rolesIn = (firm: Firm) => {
  const known = new Map(firm.colleagues.map((one) => [one.user, one]))
  return (who: string) => {
    if (who === founder) return { roles: ['admin'], scope: 'all' }
    if (who === clerk) return { roles: ['service_manager'], scope: 'all' }
    const one = known.get(who)
    if (!one) return nobody
    return one.isManager ? { roles: ['sales_manager'], scope: `team:${one.team}` } : { roles: ['sales'], scope: 'own' }
  }
}

const companyOf = (firm: Firm, stage: Stage, receiver: Receiver) => {
  const byId = new Map<string, Customer>()
  const byNumber = new Map<number, string>()
  const company: Company = {
    firm,
    stage,
    receiver,
    client: clientOf(stage, rolesIn(firm)),
    mailbox: mailboxOf(stage),
    journal: openJournal(),
    customerOf: (id) => byId.get(id),
    idOf: (number) => byNumber.get(number),
  }
  const know = ({ ids }: Founded): void => {
    for (const customer of firm.customers) byId.set(ids.get(customer.number) ?? '', customer)
    for (const [number, id] of ids) byNumber.set(number, id)
  }
  return { company, know }
}

type Scene = Pick<Leap, 'company' | 'clock'> & { readonly first: string; readonly script: Script }

/** All days, one leap after another. Answers when it was killed. */
const live = async ({ company, clock, first, script }: Scene): Promise<readonly string[]> => {
  const moments = momentsOf(first, script)
  const kills = killsIn(script, moments.length)
  const killedAt: string[] = []
  for (const [i, moment] of moments.entries()) {
    const killed = await leap({ company, clock, moment, killAfter: kills.get(i) })
    if (killed !== undefined) killedAt.push(killed)
    script.onDay?.((i + 1) / moments.length)
  }
  await clock.to((await clock.now()) + aftermath)
  await clock.calm()
  company.client.forget()
  return killedAt
}

type Theatre = { readonly stage: Stage; readonly receiver: Receiver }

const playOn = async (script: Script, { stage, receiver }: Theatre): Promise<Omit<Played, 'close' | 'seconds'>> => {
  const clock = clockOf(stage)
  const { company, know } = companyOf(script.firm, stage, receiver)
  const tomorrow = plus(dayAt(await clock.now()), 1)
  const { first = tomorrow } = script
  if (first < tomorrow) throw new Error(`No clock goes back to ${first}: the first day is ${tomorrow} or later`)
  const from = momentOf(first, '00:30')
  await clock.to(from)
  const founded = await found(script.firm, { client: company.client, mailbox: company.mailbox, hook: receiver })
  know(founded)
  await clock.calm()
  const killedAt = await live({ company, clock, first, script })
  const [to, events] = [await clock.now(), await rawEvents(stage)]
  return { ...company, founded, events, span: { first, last: plus(first, script.days) }, from, to, killedAt }
}

/** Plays the quarter on a deployment of its own, which is there until `close`. */
export const play = async (script: Script): Promise<Played> => {
  const began = performance.now()
  const theatre = { stage: await openStage(script.assembly), receiver: await startReceiver() }
  const close = async (): Promise<void> => void (await Promise.all([theatre.stage.remove(), theatre.receiver.close()]))
  try {
    return { ...(await playOn(script, theatre)), seconds: (performance.now() - began) / 1000, close }
  } catch (cause) {
    await close()
    throw cause
  }
}
