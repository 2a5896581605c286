import { isDeepStrictEqual } from 'node:util'
import { Code } from '../kernel/code.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { repeated } from '../kernel/repeated.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { evolveCalendar, evolvePolicy, type ServicePolicyEvent, type WorkCalendarEvent } from './events.ts'
import { calendarsOf, type ServicePolicy, ServicePolicyDraft } from './policy.ts'
import { defaultPolicy } from './shipped.ts'
import { type PublicDays, publishedIn, type WorkCalendar, type WorkCalendarDraft } from './work-calendar.ts'

export type ServiceLevelRefusal = { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

/** `published`: the public holidays of the place that the draft names; undefined where it names none, or one that nobody knows. */
export type WorkCalendarCommand = {
  readonly type: 'write'
  readonly code: string
  readonly draft: WorkCalendarDraft
  readonly published: PublicDays | undefined
}

const calendarFindings = ({ draft, published }: WorkCalendarCommand): readonly Finding[] => [
  ...(draft.holidays && !published ? [block('work_calendar.holidays_unknown', '/holidays')] : []),
  ...repeated(draft.days.map(({ on }) => on)).map((i) => block('work_calendar.day_twice', `/days/${i}/on`)),
]

/** What a calendar says apart from who wrote it, and when: what is known of holidays is a part of it. */
const calendarContent = ({ written: _written, edition: _edition, ...content }: WorkCalendar) => content

const writeCalendar = (
  state: WorkCalendar | undefined,
  command: WorkCalendarCommand,
  { now, actor }: Context,
): Result<readonly WorkCalendarEvent[], ServiceLevelRefusal> => {
  const findings = calendarFindings(command)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  const { code, draft, published } = command
  const calendar: WorkCalendar = {
    code: Code.parse(code),
    edition: (state?.edition ?? 0) + 1,
    ...draft,
    published: published ? publishedIn(draft, published) : [],
    ...(published && { publishedThrough: published.through }),
    written: { at: now, by: actor.id },
  }
  if (state && isDeepStrictEqual(calendarContent(state), calendarContent(calendar))) return ok([])
  return ok([{ type: 'work_calendar.edition_written', calendar }])
}

/** The calendars of a firm. Writing the same again takes in holidays that were published since; none is taken away. */
export const workCalendars: Decider<WorkCalendar | undefined, WorkCalendarCommand, WorkCalendarEvent, ServiceLevelRefusal> = {
  initial: undefined,
  decide: writeCalendar,
  evolve: evolveCalendar,
}

/** `known`: the codes of the calendars that there are. */
export type ServicePolicyCommand = {
  readonly type: 'write'
  readonly code: string
  readonly draft: ServicePolicyDraft
  readonly known: readonly string[]
}

/** "The policy that is for all others must stay for all": without it a ticket could be promised nothing. */
const isNarrowed = ({ code, draft }: ServicePolicyCommand): boolean =>
  code === defaultPolicy && (!draft.active || draft.when.kinds !== undefined || draft.when.tiers !== undefined)

const policyFindings = (command: ServicePolicyCommand): readonly Finding[] => {
  const { draft, known } = command
  const unknown = calendarsOf(draft).filter((calendar) => !known.includes(calendar))
  const levels = Object.entries(draft.levels).filter(([, { calendar }]) => unknown.includes(calendar))
  return [
    ...levels.map(([priority]) => block('service_policy.calendar_unknown', `/levels/${priority}/calendar`)),
    ...(isNarrowed(command) ? [block('service_policy.default_narrowed', draft.active ? '/when' : '/active')] : []),
  ]
}

const writePolicy = (
  state: ServicePolicy | undefined,
  command: ServicePolicyCommand,
  { now, actor }: Context,
): Result<readonly ServicePolicyEvent[], ServiceLevelRefusal> => {
  const findings = policyFindings(command)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  const { code, draft } = command
  if (state && isDeepStrictEqual(ServicePolicyDraft.strip().parse(state), draft)) return ok([])
  const policy = { code: Code.parse(code), edition: (state?.edition ?? 0) + 1, ...draft, written: { at: now, by: actor.id } }
  return ok([{ type: 'service_policy.edition_written', policy }])
}

/** The policies of a firm. One that is not wanted any more is made inactive. */
export const servicePolicies: Decider<ServicePolicy | undefined, ServicePolicyCommand, ServicePolicyEvent, ServiceLevelRefusal> = {
  initial: undefined,
  decide: writePolicy,
  evolve: evolvePolicy,
}
