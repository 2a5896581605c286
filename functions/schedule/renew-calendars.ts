import type { Context } from '../../domain/kernel/decider.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { workCalendars } from '../../domain/service-levels/decide.ts'
import type { AllWorkCalendars, PublicDaysOf, WorkCalendarStore } from '../../domain/service-levels/ports.ts'
import { isBehind, type WorkCalendar, WorkCalendarDraft, yearsAround } from '../../domain/service-levels/work-calendar.ts'
import { execute } from '../runtime/execute.ts'

export type RenewalPorts = {
  readonly calendars: WorkCalendarStore
  readonly allCalendars: AllWorkCalendars
  readonly publicDays: PublicDaysOf
}

type Renewed = { readonly code: string; readonly edition: number }

const renew = async (ports: RenewalPorts, calendar: WorkCalendar, context: Context): Promise<Renewed | undefined> => {
  const { code, edition: before } = calendar
  const draft = WorkCalendarDraft.strip().parse(calendar)
  const published = draft.holidays && (await ports.publicDays(draft.holidays, yearsAround(context.now)))
  if (published && !isBehind(calendar, published, context.now)) return undefined
  const done = await execute(workCalendars, ports.calendars, { id: code, command: { type: 'write', code, draft, published }, context })
  if (!done.ok) throw new Failure(`the holidays of ${code} could not be renewed: ${done.error.code}`)
  const edition = done.value.state?.edition ?? before
  return edition === before ? undefined : { code, edition }
}

/**
 * "A year turns, and a year's days off are published, whether or not anybody thinks of it": writes each calendar that is behind
 * again as it is. Answers with those that got an edition; throws when all were tried and one could not be renewed.
 */
export const renewCalendars = async (ports: RenewalPorts, context: Context): Promise<readonly Renewed[]> => {
  const kept = (await ports.allCalendars()).filter(({ state }) => state.holidays !== undefined)
  const renewed: Renewed[] = []
  const failed: unknown[] = []
  for (const { state } of kept) {
    try {
      const one = await renew(ports, state, context)
      if (one) renewed.push(one)
    } catch (cause) {
      failed.push(cause)
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, 'calendars were left as they were')
  return renewed
}
