import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import { EventId, ReportId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { keepsRecurring, type NeverOccurs, nextOccurrence } from '../kernel/next-occurrence.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { Zone } from '../kernel/zone.ts'
import { evolve, type ReportEvent } from './events.ts'
import type { Report, ReportDraft, ReportOutcome, ReportPatch, ReportTerms } from './report.ts'

export type ReportCommand =
  /** `reports` of theirs come already. `zone` is theirs, for a draft that names none. */
  | { readonly type: 'schedule'; readonly id: string; readonly draft: ReportDraft; readonly zone: Zone; readonly reports: number }
  | { readonly type: 'drop' | 'fall due' }
  | { readonly type: 'change'; readonly patch: ReportPatch }
  /** `cause` is the event of its falling due. */
  | { readonly type: 'note'; readonly cause: string; readonly outcome: ReportOutcome; readonly rows: number }

export type ReportRefusal =
  | { readonly code: 'report.not_found' | 'report.starts_in_past' }
  | { readonly code: 'report.too_many'; readonly most: number }
  | NeverOccurs

/** So many reports come to one person at most. */
export const mostReports = 20

type State = Report | undefined
type Decision = Result<readonly ReportEvent[], ReportRefusal>
type Schedule = Extract<ReportCommand, { type: 'schedule' }>

const minute = 60_000

/** "A list is mailed to whoever asked for it, and to nobody else." It is theirs alone, so there is nobody to name. */
const schedule = ({ id, draft, zone: theirs, reports }: Schedule, { now, actor }: Context): Decision => {
  if (reports >= mostReports) return refuse({ code: 'report.too_many', most: mostReports })
  if (Date.parse(draft.startsAt) < Date.parse(now) - minute) return refuse({ code: 'report.starts_in_past' })
  const { zone = theirs, startsAt, recurrence } = draft
  const possible = keepsRecurring({ recurrence, startsAt, zone })
  if (!possible.ok) return possible
  const report = { ...draft, id: ReportId.parse(id), owner: actor.id, zone, madeAt: now, nextAt: startsAt }
  return ok([{ type: 'report.scheduled', report }])
}

const termsOf = ({ title, list, startsAt, recurrence, zone }: Report): ReportTerms => ({ title, list, startsAt, recurrence, zone })

/** "Who wants it at another time gets it then, and not once more for the time that has passed." */
const nextUnder = (report: Report, to: ReportTerms, now: Instant): Result<Instant | undefined, NeverOccurs> => {
  const isMoved = (['startsAt', 'recurrence', 'zone'] as const).some((member) => report[member] !== to[member])
  if (!isMoved) return ok(report.nextAt)
  const possible = keepsRecurring(to)
  if (!possible.ok) return possible
  return to.startsAt >= now ? ok(to.startsAt) : nextOccurrence(to, now)
}

const change = (report: Report, patch: ReportPatch, now: Instant): Decision => {
  const { title = report.title, list = report.list, startsAt = report.startsAt } = patch
  const { recurrence = report.recurrence, zone = report.zone } = patch
  const to: ReportTerms = { title, list, startsAt, recurrence, zone }
  if (isDeepStrictEqual(to, termsOf(report))) return ok([])
  const isInPast = to.startsAt !== report.startsAt && Date.parse(to.startsAt) < Date.parse(now) - minute
  if (isInPast) return refuse({ code: 'report.starts_in_past' })
  const next = nextUnder(report, to, now)
  return next.ok ? ok([{ type: 'report.changed', to, ...(next.value !== undefined && { nextAt: next.value }), at: now }]) : next
}

/** "After an outage it comes late and once: what was missed is in the next one." A recurrence that names no further time has ended. */
const fallDue = (report: Report, now: Instant): Decision => {
  if (report.nextAt === undefined || report.nextAt > now) return ok([])
  const next = nextOccurrence(report, now)
  const nextAt = next.ok ? next.value : undefined
  return ok([{ type: 'report.fell_due', ...(nextAt !== undefined && { nextAt }), at: now }])
}

const note = (report: Report, { cause, outcome, rows }: Extract<ReportCommand, { type: 'note' }>, now: Instant): Decision =>
  ok(report.last?.cause === cause ? [] : [{ type: 'report.made', cause: EventId.parse(cause), outcome, rows, at: now }])

const decide = (state: State, command: ReportCommand, context: Context): Decision => {
  // One that is there already: its id stands for the request, which came again.
  if (command.type === 'schedule') return state ? ok([]) : schedule(command, context)
  const isAsked = command.type === 'drop' || command.type === 'change'
  if (!state) return isAsked ? refuse({ code: 'report.not_found' }) : ok([])
  if (isAsked && state.owner !== context.actor.id) return refuse({ code: 'report.not_found' })
  switch (command.type) {
    case 'fall due':
      return fallDue(state, context.now)
    case 'note':
      return note(state, command, context.now)
    case 'change':
      return state.droppedAt === undefined ? change(state, command.patch, context.now) : refuse({ code: 'report.not_found' })
    case 'drop':
      return ok(state.droppedAt === undefined ? [{ type: 'report.dropped', at: context.now }] : [])
  }
}

/** The reports that are mailed to people. Whose they are is nobody else's business: to others there is none. */
export const reports: Decider<State, ReportCommand, ReportEvent, ReportRefusal> = { initial: undefined, decide, evolve }
