import { atFirmTime, workBegins } from '../kernel/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import { isDue, type Promised, type Visit, visitorOf } from './visit.ts'

/** Something that somebody is to do because of a visit, and what names it. */
export type Task = { readonly who: string; readonly cause: string; readonly dueAt: Instant }

/** Who is to go now, and the causes for which others, or nobody any more, need to. */
export const asking = (visit: Visit): { readonly now: readonly Task[]; readonly past: readonly string[] } => {
  const who = isDue(visit) ? visitorOf(visit) : undefined
  const wanted = who === undefined ? undefined : `${visit.dueOn}:${who}`
  const causeFor = (asked: string): string => `visit:${visit.id}:${asked}`
  const dueAt = visit.at ?? atFirmTime(visit.dueOn, workBegins)
  return {
    now: who === undefined || wanted === undefined ? [] : [{ who, cause: causeFor(wanted), dueAt }],
    past: visit.asked.filter((asked) => asked !== wanted).map(causeFor),
  }
}

/** What was promised at a visit: each to be kept by its owner, on its day. */
export const promisesOf = ({ id, ended }: Visit): readonly (Task & Pick<Promised, 'text'>)[] =>
  (ended?.form?.promises ?? []).map(({ text, owner, due }, i) => ({
    who: owner,
    cause: `promise:${id}:${i}`,
    dueAt: atFirmTime(due, workBegins),
    text,
  }))
