import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import { DigestId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { Shift } from '../staff/working-hours.ts'
import { endOfDay, isWorking, nextDigestMoment } from '../staff/working-moments.ts'
import type { Digest, DigestPlan } from './digest.ts'
import { type DigestEvent, evolve } from './events.ts'

/** Days that the firm has off, or makes up for, whatever day of the week they are. */
type Days = Pick<Shift, 'otherwise'>

export type DigestCommand =
  /** What somebody wants, as they have settled it now; undefined where they want none, or cannot be reached. */
  | (Days & { readonly type: 'plan'; readonly id: string; readonly user: string; readonly plan: DigestPlan | undefined })
  | (Days & { readonly type: 'fall due' })

type State = Digest | undefined
type Decision = Result<readonly DigestEvent[], never>

/** "One a day at most": after the one that went out today the next is tomorrow's, whatever is settled anew. */
const nextAfter = (plan: DigestPlan & Days, lastAt: Instant | undefined, now: Instant): Instant => {
  const isToday = lastAt !== undefined && now <= endOfDay(lastAt, plan.zone)
  return nextDigestMoment(plan, plan.at, isToday ? endOfDay(lastAt, plan.zone) : now)
}

const planned = (state: State, { id, user, plan, otherwise }: Extract<DigestCommand, { type: 'plan' }>, now: Instant): Decision => {
  if (!plan) return ok(state?.plan ? [{ type: 'digest.stopped', at: now }] : [])
  if (isDeepStrictEqual(state?.plan, plan)) return ok([])
  return ok([
    { type: 'digest.planned', id: DigestId.parse(id), user, plan, nextAt: nextAfter({ ...plan, otherwise }, state?.lastAt, now), at: now },
  ])
}

/** "After an outage it comes late and once, on a working day in their hours, and never one for each day that was missed." */
const fallDue = ({ user, plan, nextAt }: Digest, { otherwise }: Days, now: Instant): Decision => {
  if (!plan || nextAt === undefined || nextAt > now) return ok([])
  const shift = { ...plan, otherwise }
  if (!isWorking(shift, now)) return ok([{ type: 'digest.postponed', nextAt: nextDigestMoment(shift, plan.at, now), at: now }])
  return ok([{ type: 'digest.fell_due', user, nextAt: nextAfter(shift, now, now), at: now }])
}

const decide = (state: State, command: DigestCommand, { now }: Context): Decision => {
  if (command.type === 'plan') return planned(state, command, now)
  return state ? fallDue(state, command, now) : ok([])
}

export const digests: Decider<State, DigestCommand, DigestEvent, never> = { initial: undefined, decide, evolve }
