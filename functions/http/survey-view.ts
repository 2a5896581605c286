import * as z from 'zod'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { type Actor, reaches } from '../../domain/kernel/actor.ts'
import { SurveyId } from '../../domain/kernel/ids.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { ReadEdition } from '../../domain/questionnaires/ports.ts'
import type { AskingStore, SurveyQueries } from '../../domain/surveys/ports.ts'
import { Survey } from '../../domain/surveys/survey.ts'
import type { Refused } from '../runtime/problem.ts'

export type SurveyPorts = {
  readonly surveys: AskingStore
  readonly queries: SurveyQueries
  readonly edition: ReadEdition
  readonly glances: CustomerGlances
}

/** A survey as it is answered: as it is kept, beside its version. */
export const SurveyAnswer = z.strictObject({ id: SurveyId, version: z.int(), survey: Survey })
export type SurveyAnswer = z.infer<typeof SurveyAnswer>
export const answerOf = ({ state, version }: Loaded<Survey>): SurveyAnswer => ({ id: state.id, version, survey: state })

/** Those of the customers that the actor reaches. */
export const reachedOf = async (
  { glances }: Pick<SurveyPorts, 'glances'>,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  const found = await glances([...new Set(ids)])
  return new Set(found.flatMap((glance) => (glance && reaches(actor, glance) ? [glance.id] : [])))
}

/** A survey of a customer whom the actor reaches. */
export const surveyAt = async (ports: SurveyPorts, id: string, actor: Actor): Promise<Result<Loaded<Survey>, Refused>> => {
  const seen = await ports.surveys.load(id)
  if (!seen?.state) return refuse({ code: 'survey.not_found' })
  const { state, version } = seen
  const reached = await reachedOf(ports, actor, [state.customerId])
  return reached.has(state.customerId) ? ok({ state, version }) : refuse({ code: 'access.out_of_scope' })
}
