import * as z from 'zod'
import type { CustomerGlance } from '../../domain/customers/glance.ts'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { dayOf } from '../../domain/kernel/day.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { managerOf, visitDaysOf } from '../../domain/lists/cadence.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { type VisitCommand, visits } from '../../domain/visits/decide.ts'
import { type Successor, successorOf } from '../../domain/visits/next.ts'
import type { VisitQueries, VisitStore } from '../../domain/visits/ports.ts'
import { Appointment, Visit } from '../../domain/visits/visit.ts'
import { derivedId } from '../runtime/derived-id.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { type Asked, idIn } from './asked.ts'

export type VisitPorts = {
  readonly visits: VisitStore
  readonly queries: VisitQueries
  readonly glances: CustomerGlances
  readonly lists: ReadLists
}

/** When a visit is to be: a day, or an appointment on it. */
export const Wanted = z
  .strictObject({ ...Appointment.shape, dueOn: Appointment.shape.dueOn.optional() })
  .refine(({ dueOn, at }) => dueOn !== undefined || at !== undefined, { path: ['dueOn'] })
export type Wanted = z.infer<typeof Wanted>

/** The day of the appointment where one was made. */
export const appointmentOf = ({ dueOn, at, ...rest }: Wanted): Appointment => ({
  ...rest,
  ...(at !== undefined && { at }),
  dueOn: at === undefined ? (dueOn ?? '') : dayOf(at),
})

export const VisitAnswer = Visit.omit({ asked: true }).extend({ version: z.int() })
export type VisitAnswer = z.infer<typeof VisitAnswer>
export const answerOf = ({ asked: _asked, ...visit }: Visit, version: number): VisitAnswer => ({ ...visit, version })

const run = async (
  ports: VisitPorts,
  command: VisitCommand,
  { id, request }: { readonly id: string; readonly request: Asked },
): Promise<Result<VisitAnswer, Refused>> => {
  const done = await execute(visits, ports.visits, { id, command, context: request.context, ifMatch: request.ifMatch })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf(state, version)) : refuse({ code: 'visit.not_found' })
}

type Bare<Command> = Command extends unknown ? Omit<Command, 'customer'> : never

/** Runs a command on the visit of the path, with its customer as it is now. */
export const change = async (
  ports: VisitPorts,
  command: Bare<Exclude<VisitCommand, { type: 'plan' | 'attend' }>>,
  request: Asked,
): Promise<Result<VisitAnswer, Refused>> => {
  const id = idIn(request, 'visitId')
  const found = await ports.visits.load(id)
  if (!found?.state) return refuse({ code: 'visit.not_found' })
  const [customer] = await ports.glances([found.state.customerId])
  return run(ports, { ...command, customer }, { id, request })
}

const placeFor = (last: Visit | undefined, customer: CustomerGlance | undefined, facts: Parameters<typeof successorOf>[2]): Successor =>
  successorOf(last, customer, facts) ?? {
    number: (last?.number ?? 0) + 1,
    since: facts.today,
    dueOn: facts.today,
    attempt: 1,
    days: facts.days,
  }

/** Plans a visit to the customer of the path, where none is before us. */
export const plan = async (ports: VisitPorts, request: Asked, appointment: Appointment): Promise<Result<VisitAnswer, Refused>> => {
  const customerId = idIn(request, 'customerId')
  const [[customer], last, lists] = await Promise.all([ports.glances([customerId]), ports.queries.last(customerId), ports.lists()])
  const facts = { days: visitDaysOf(lists, customer?.tier ?? ''), today: dayOf(request.context.now) }
  const isPlanned = last?.status === 'planned'
  const id = isPlanned ? last.id : derivedId('visit', last?.id ?? customerId)
  const manager = managerOf(lists, customer?.team)
  return run(ports, { type: 'plan', id, customer, manager, place: placeFor(last, customer, facts), appointment }, { id, request })
}
