import type { CustomerGlances } from '../../../domain/customers/ports.ts'
import { dayOf } from '../../../domain/kernel/day.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { FirmDays } from '../../../domain/kernel/firm-days.ts'
import { managerOf, visitDaysOf } from '../../../domain/lists/cadence.ts'
import type { ReadLists } from '../../../domain/lists/ports.ts'
import { asking, promisesOf } from '../../../domain/visits/asking.ts'
import { visits } from '../../../domain/visits/decide.ts'
import { successorOf } from '../../../domain/visits/next.ts'
import type { LastVisit, VisitStore } from '../../../domain/visits/ports.ts'
import type { Visit } from '../../../domain/visits/visit.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import { type ReminderPorts, raiseReminder, settleReminder } from '../reminders/raise-reminder.ts'
import { attend } from './attend.ts'

export type VisitCare = ReminderPorts & {
  readonly visits: VisitStore
  readonly last: LastVisit
  readonly glances: CustomerGlances
  readonly lists: ReadLists
  /** On which days the firm works, as it is now. */
  readonly firmDays: () => Promise<FirmDays>
}

/** The id of the visit behind another in a customer's row, or of the first: whoever plans it names the same one. */
const idBehind = (last: Visit | undefined, customerId: string): string => derivedId('visit', last?.id ?? customerId)

const factsOf = async ({ glances, lists, firmDays }: VisitCare, customerId: string) => {
  const [[customer], known, firm] = await Promise.all([glances([customerId]), lists(), firmDays()])
  return { customer, days: visitDaysOf(known, customer?.tier ?? ''), manager: managerOf(known, customer?.team), firm }
}

/** Reminds whoever is to go now or has promised something, and nobody else any more. Saying it again does nothing. */
const remind = async (ports: VisitCare, visit: Visit, context: Context): Promise<void> => {
  const { id, customerId } = visit
  const { now, past } = asking(visit)
  await Promise.all(past.map((cause) => settleReminder(ports, cause, context)))
  const promises = promisesOf(visit)
  if (now.length + promises.length === 0) return
  const [customer] = await ports.glances([customerId])
  const named = (what: string): string => `${what}: ${customer?.name ?? customerId}`
  const tasks = [
    ...now.map((task) => ({ ...task, kind: 'visit', text: named('客户回访 Return visit') })),
    ...promises.map((task) => ({ ...task, kind: 'promise', text: `${named('承诺 Promise')} · ${task.text}` })),
  ]
  for (const { who, cause, dueAt, kind, text } of tasks)
    await raiseReminder(
      ports,
      { cause, subject: { kind, id }, owner: who, text: [...text].slice(0, 300).join(''), dueAt, customerId },
      context,
    )
}

/** Plans the next visit in a customer's row, where there is to be one. It is done already when somebody was first. */
const planNext = async (
  ports: VisitCare,
  { last, customerId }: { readonly last: Visit | undefined; readonly customerId: string },
  context: Context,
): Promise<void> => {
  const { customer, days, ...led } = await factsOf(ports, customerId)
  const place = successorOf(last, customer, { days, today: dayOf(context.now) })
  if (!place) return
  const id = idBehind(last, customerId)
  const done = await execute(visits, ports.visits, { id, command: { type: 'plan', id, customer, ...led, place }, context })
  if (!done.ok && done.error.code !== 'visit.planned_already') throw new Failure(`${id} could not be planned: ${done.error.code}`)
}

const attendPlanned = async (ports: VisitCare, { id, customerId }: Visit, context: Context): Promise<void> => {
  const prepare = async () => ({ type: 'attend', ...(await factsOf(ports, customerId)) }) as const
  const visit = await attend(visits, ports.visits, { id, prepare, context })
  if (visit) await remind(ports, visit, context)
}

/** Brings the visits of a customer in line with the customer and the time: the one before us, or the next. */
export const attendVisits =
  (ports: VisitCare) =>
  async (customerId: string, context: Context): Promise<void> => {
    const last = await ports.last(customerId)
    if (last?.status === 'planned') await attendPlanned(ports, last, context)
    else await planNext(ports, { last, customerId }, context)
  }

/** A visit whose day has come, or of which something came: promises are kept track of, and the next one is planned. */
export const attendVisit =
  (ports: VisitCare) =>
  async (visitId: string, context: Context): Promise<void> => {
    const visit = (await ports.visits.load(visitId))?.state
    if (!visit) return
    if (visit.status === 'planned') return attendPlanned(ports, visit, context)
    await remind(ports, visit, context)
    await planNext(ports, { last: await ports.last(visit.customerId), customerId: visit.customerId }, context)
  }
