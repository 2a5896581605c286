import * as z from 'zod'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { type ImprovementCommand, improvements } from '../../domain/improvements/decide.ts'
import { type Because, Improvement, reachesImprovement, Terms, type TermsPatch } from '../../domain/improvements/improvement.ts'
import type { ImprovementQueries, ImprovementStore, ReadSources, Source } from '../../domain/improvements/ports.ts'
import { type Actor, may, reaches } from '../../domain/kernel/actor.ts'
import { ImprovementId } from '../../domain/kernel/ids.ts'
import { mergePatch } from '../../domain/kernel/merge-patch.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { TalliedRows } from '../improvements/effect-around.ts'
import { attempt, execute } from '../runtime/execute.ts'
import { within } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import { type Asked, idIn } from './asked.ts'
import { reachedOf } from './survey-view.ts'

export type ImprovementPorts = {
  readonly improvements: ImprovementStore
  readonly improvementQueries: ImprovementQueries
  readonly sources: ReadSources
  readonly glances: CustomerGlances
  readonly counted: TalliedRows
}

/** An improvement as it is answered: as it is kept, beside its version. */
export const ImprovementAnswer = z.strictObject({ id: ImprovementId, version: z.int(), improvement: Improvement })
type ImprovementAnswer = z.infer<typeof ImprovementAnswer>
export const answerOf = ({ state, version }: Loaded<Improvement>): ImprovementAnswer => ({ id: state.id, version, improvement: state })

type Work = { readonly id: string; readonly request: Asked }

const run = async (
  { improvements: store }: ImprovementPorts,
  command: ImprovementCommand,
  { id, request }: Work,
): Promise<Result<ImprovementAnswer, Refused>> => {
  const { context, ifMatch } = request
  const done = await execute(improvements, store, { id, command, context, ifMatch, isNew: request.isNew(id) })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf({ state, version })) : refuse({ code: 'improvement.not_found' })
}

/** "Who looks after some customers plans for these." */
const inReach = (terms: Terms, actor: Actor): Terms | undefined => {
  const slice = within(terms.slice, actor)
  return slice && Terms.parse({ ...terms, slice })
}

const isReached = (actor: Actor, { kind, anchor, watchers, customerId }: Source, customers: ReadonlySet<string>): boolean =>
  kind === 'ticket'
    ? may(actor, 'tickets:read') && (reaches(actor, anchor) || watchers.includes(actor.id))
    : customerId !== undefined && customers.has(customerId)

/** What it comes from must be there, and within reach of whoever names it. */
const sourceOf = async (
  ports: ImprovementPorts,
  because: Because,
  actor: Actor,
): Promise<Result<Extract<ImprovementCommand, { type: 'plan' }>['source'], Refused>> => {
  const found = await ports.sources(because)
  const named = { survey: because.surveyId, suggestion: because.suggestionId, ticket: because.ticketId } as const
  for (const kind of ['survey', 'suggestion', 'ticket'] as const)
    if (named[kind] !== undefined && !found.some((one) => one.kind === kind)) return refuse({ code: `${kind}.not_found` })
  const ids = found.flatMap(({ customerId }) => customerId ?? [])
  const customers = await reachedOf(ports, actor, ids)
  if (!found.every((one) => isReached(actor, one, customers))) return refuse({ code: 'access.out_of_scope' })
  // A ticket may be reached by those who do not reach its customer: in that one's timeline it is not told of then.
  return ok({ because, customers: [...customers] })
}

export const plan = async (
  ports: ImprovementPorts,
  { terms, because }: { readonly terms: Terms; readonly because: Because },
  { id, request }: Work,
): Promise<Result<ImprovementAnswer, Refused>> => {
  const { actor } = request.context
  const source = await sourceOf(ports, because, actor)
  if (!source.ok) return source
  return run(ports, { type: 'plan', id, terms: inReach(terms, actor), source: source.value }, { id, request })
}

/** The improvement of the path, where the caller reaches it. */
export const improvementAt = async (ports: ImprovementPorts, request: Asked): Promise<Result<Loaded<Improvement>, Refused>> => {
  const seen = await ports.improvements.load(idIn(request, 'improvementId'))
  if (!seen?.state) return refuse({ code: 'improvement.not_found' })
  const { state, version } = seen
  return reachesImprovement(request.context.actor, state) ? ok({ state, version }) : refuse({ code: 'access.out_of_scope' })
}

export const change = (
  ports: ImprovementPorts,
  command: Extract<ImprovementCommand, { type: 'finish' | 'drop' }>,
  request: Asked,
): Promise<Result<ImprovementAnswer, Refused>> => run(ports, command, { id: idIn(request, 'improvementId'), request })

/** The whole terms that a patch comes to are worked out from those that stand, and are kept only while they still do. */
const patchOnce = async (
  ports: ImprovementPorts,
  changes: TermsPatch,
  request: Asked,
): Promise<Result<Loaded<Improvement | undefined>, Refused>> => {
  const seen = await improvementAt(ports, request)
  if (!seen.ok) return seen
  const { state } = seen.value
  const terms = Terms.safeParse(mergePatch(Terms.strip().parse(state), changes))
  if (!terms.success) return refuse({ code: 'request.invalid', issues: terms.error.issues })
  const { context, ifMatch } = request
  // Whose answers are to tell stays as it was planned, unless that is what is changed.
  const wanted = changes['slice'] === undefined ? terms.data : inReach(terms.data, context.actor)
  const { commit } = ports.improvements
  const command = { type: 'change', terms: wanted } as const
  return attempt(improvements, { load: async () => seen.value, commit }, { id: state.id, command, context, ifMatch })
}

export const patch = async (ports: ImprovementPorts, changes: TermsPatch, request: Asked): Promise<Result<ImprovementAnswer, Refused>> => {
  const done = await whileOvertaken(() => patchOnce(ports, changes, request))
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf({ state, version })) : refuse({ code: 'improvement.not_found' })
}
