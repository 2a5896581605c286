import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { concurrently } from '../concurrently.ts'
import { firmOf } from '../firm/firm.ts'
import type { Plan } from '../plan.ts'
import { chance } from '../rehearsal/chance.ts'
import type { Check } from '../rehearsal/check.ts'
import { clientOf } from '../rehearsal/client.ts'
import { clockOf } from '../rehearsal/clock.ts'
import { dayAt, minute, momentOf, plus, weekdayOf } from '../rehearsal/days.ts'
import { mailboxOf } from '../rehearsal/mailbox.ts'
import { openStage } from '../rehearsal/stage.ts'
import { type Office, work } from './agents.ts'
import { nothingUnseen } from './check-seen.ts'
import type { Coming } from './coming.ts'
import { answerSurveys, comeBack } from './customers.ts'
import { bring, partner } from './doors.ts'
import { type Dates, type Founded, found, founder, putCalendar } from './found.ts'
import { openJournal } from './journal.ts'
import { mailbagOf } from './plan.ts'
import { boss, open, teamOf } from './team.ts'

export type Script = {
  readonly messages: number
  readonly agents: number
  readonly seed: number
  /** Minutes between two looks at the clock, by day. */
  readonly step: number
  /** How often the deployment is killed in the middle of it. */
  readonly kills: number
  readonly assembly: string
  /** Is told how much of it is behind, from 0 to 1. */
  readonly onStep?: (done: number) => void
}

/** A day that was played to its end, with the deployment still there to be asked. */
export type Played = Office & {
  readonly plan: Plan
  readonly bag: readonly Coming[]
  readonly founded: Founded
  /** What was looked at on the way. */
  readonly checks: readonly Check[]
  readonly seconds: number
}

const zone = 24 * 60
/** The day begins when the firm is set up, and the night after it is watched until the morning of the holiday. */
const [from, until] = [45, zone + 9 * 60]
const isNight = (at: number): boolean => at % zone < 7 * 60 || at % zone > 22.5 * 60

/** The moments at which everybody looks at the clock: minutes after the midnight with which the eve begins. */
const momentsOf = (step: number): readonly number[] => {
  const moments: number[] = []
  for (let at = from; at <= until; at += isNight(at) ? Math.max(60, step) : step) moments.push(at)
  return moments
}

const rolesOf = (who: string): { readonly roles?: readonly string[]; readonly scope?: string; readonly scopes?: readonly string[] } => {
  if (who === partner) return { scopes: ['lading/inbound:write'] }
  if (who === boss) return { roles: ['service_manager'], scope: 'all' }
  return who.startsWith('usr_d') ? { roles: ['agent'], scope: 'own' } : { roles: ['admin'], scope: 'all' }
}

/** The first day from tomorrow on that is followed by two others of the working week. */
const datesFrom = (now: number): Dates => {
  let eve = plus(dayAt(now), 1)
  while (weekdayOf(eve) < 1 || weekdayOf(eve) > 3) eve = plus(eve, 1)
  return { eve, holiday: plus(eve, 1), after: plus(eve, 2) }
}

const Kinds = z.object({ items: z.array(z.looseObject({ code: z.string(), causes: z.array(z.looseObject({ code: z.string() })).min(1) })) })

/** So much comes in at the same time. */
const atATime = 6
/** A kill comes so long after the first of a step, in real milliseconds, at most. */
const within = 2500

type Step = { readonly at: number; readonly minutes: number; readonly coming: readonly Coming[]; readonly killAfter: number | undefined }

const killIn = async ({ stage, journal }: Office, killAfter: number | undefined, at: string): Promise<void> => {
  if (killAfter === undefined) return
  await sleep(killAfter)
  await stage.kill()
  journal.killedAt.push(at)
}

/** Nobody answers what is still on its way: what follows something of the same step comes once that is there. */
const wavesOf = (coming: readonly Coming[]): readonly (readonly Coming[])[] => {
  const keys = new Set(coming.map(({ key }) => key))
  const isLater = ({ to }: Coming): boolean => to !== undefined && keys.has(to)
  return [coming.filter((one) => !isLater(one)), coming.filter(isLater)].filter((wave) => wave.length > 0)
}

/** One look at the clock: what has come by then comes in, what follows from it is waited for, and then people work. */
const step = async (office: Office, { at, minutes, coming, killAfter }: Step): Promise<void> => {
  const { clock, mailbox, client, dates } = office
  const now = momentOf(dates.eve, '00:00') + at * minute
  client.forget()
  await clock.to(now)
  const killing = killIn(office, killAfter, new Date(now).toISOString())
  for (const wave of wavesOf(coming)) {
    await concurrently(wave, atATime, (one) => bring(office, one))
    await clock.calm()
    await mailbox.look()
  }
  await killing
  await clock.calm()
  await mailbox.look()
  await work(office, { now, minutes })
  await comeBack(office, 0.12)
  await clock.calm()
  await mailbox.look()
}

const killsAmong = (moments: readonly number[], { kills, seed }: Script): ReadonlySet<number> => {
  const busy = moments.filter((at) => !isNight(at))
  return new Set(Array.from({ length: kills }, (_, i) => busy[Math.floor(((i + chance(seed, 'kill', i)) / kills) * busy.length)] ?? 0))
}

/** "Before noon they decide to close earlier": every deadline that is open follows. */
const newHoursAt = 11 * 60

const live = async (office: Office, bag: readonly Coming[], script: Script): Promise<void> => {
  const moments = momentsOf(script.step)
  const kills = killsAmong(moments, script)
  let [last, isPut] = [0, false]
  for (const [i, at] of moments.entries()) {
    if (!isPut && at >= newHoursAt) await putCalendar(office.client, office.dates, open.eveAtLast)
    isPut = at >= newHoursAt
    const coming = bag.filter(({ minute: when }) => when > last && when <= at)
    const killAfter = kills.has(at) ? chance(script.seed, 'after', at) * within : undefined
    await step(office, { at, minutes: at - last, coming, killAfter })
    last = at
    script.onStep?.((i + 1) / (moments.length + 1))
  }
}

/** The day after the holiday, on which everybody is there again, and two weeks in which most matters are quiet. */
const afterwards = async (office: Office): Promise<void> => {
  const { clock, client, mailbox, dates } = office
  const day = 24 * 60 * minute
  const back = momentOf(dates.after, '00:00')
  for (const at of [8, 9, 10, 11, 14, 15, 16, 17, 20]) {
    client.forget()
    await clock.to(back + at * 60 * minute)
    await clock.calm()
    await mailbox.look()
    await answerSurveys(office)
    await work(office, { now: back + at * 60 * minute, minutes: 60 })
    await clock.calm()
  }
  client.forget()
  await clock.to(back + 16 * day)
  await clock.calm()
  await mailbox.look()
}

const theatreOf = async (script: Script) => {
  const stage = await openStage(script.assembly)
  return { stage, clock: clockOf(stage), client: clientOf(stage, rolesOf), mailbox: mailboxOf(stage), journal: openJournal() }
}
type Theatre = Awaited<ReturnType<typeof theatreOf>>

const customersFor = (messages: number): number => Math.max(6, Math.floor(messages / 20))

const playOn = async (script: Script, theatre: Theatre): Promise<Omit<Played, 'seconds'>> => {
  const { clock, client } = theatre
  const whole = firmOf(customersFor(script.messages), script.seed)
  const plan: Plan = { ...whole, relations: [], customers: whole.customers.map((customer) => ({ ...customer, notes: [] })) }
  const [dates, team] = [datesFrom(await clock.now()), teamOf(script.agents)]
  await clock.to(momentOf(dates.eve, '00:05'))
  const founded = await found({ client, plan, team, dates })
  const { items } = Kinds.parse(await client.must(founder, { method: 'GET', path: '/v1/ticket-kinds' }))
  const causes = new Map(items.map((kind) => [kind.code, kind.causes[0]?.code ?? '']))
  await clock.calm()
  const office = { ...theatre, keys: founded.keys, team, dates, causes }
  const bag = mailbagOf(script.messages, script.seed, plan)
  await live(office, bag, script)
  const night = await nothingUnseen(office, 'on the morning of the holiday')
  await afterwards(office)
  script.onStep?.(1)
  return { ...office, plan, bag, founded, checks: [night] }
}

/** Plays the day on a deployment of its own, which is there until `use` is through with it. */
export const play = async <Use>(script: Script, use: (played: Played) => Promise<Use>): Promise<Use> => {
  const began = performance.now()
  const theatre = await theatreOf(script)
  try {
    const played = await playOn(script, theatre)
    return await use({ ...played, seconds: (performance.now() - began) / 1000 })
  } finally {
    await theatre.stage.remove()
  }
}
