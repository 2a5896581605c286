import type { CustomerGlance } from '../../../domain/customers/glance.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { suggestions } from '../../../domain/suggestions/decide.ts'
import type { SuggestionStore } from '../../../domain/suggestions/ports.ts'
import type { SurveyRows } from '../../../domain/survey-results/ports.ts'
import { rowOf } from '../../../domain/survey-results/row.ts'
import type { SurveyStore } from '../../../domain/surveys/ports.ts'
import { type Answered, isLow, type Survey } from '../../../domain/surveys/survey.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import { editionOf, type SurveyMailPorts, unsend, writeMail } from './survey-mail.ts'
import { type RecoveringPorts, recover } from './survey-recovery.ts'

export type FollowPorts = SurveyMailPorts &
  RecoveringPorts & {
    readonly surveys: SurveyStore
    readonly suggestions: SuggestionStore
    readonly rows: Pick<SurveyRows, 'keep'>
  }

/** What a suggestion is called that somebody wrote in answer to a question. */
const suggestionOf = (surveyId: string, question: string): string => derivedId('suggestion', `${surveyId}:${question}`)

/** "What somebody takes back while they may is not answered any more": of a question that stands empty again nothing is suggested. */
const takeBack = async (ports: FollowPorts, survey: Answered, { customer, context }: Whose): Promise<void> => {
  // Whoever has not changed their answer has taken nothing back.
  if (survey.lastAt === survey.firstAt) return
  const { questions } = await editionOf(ports, survey)
  for (const { key } of questions.filter(({ kind, key }) => kind === 'text' && !Object.hasOwn(survey.answers, key))) {
    const id = suggestionOf(survey.id, key)
    const done = await execute(suggestions, ports.suggestions, { id, command: { type: 'withdraw', customer }, context })
    if (!done.ok && done.error.code !== 'suggestion.not_found') throw new Failure(`the suggestion ${id} stands: ${done.error.code}`)
  }
}
type Whose = { readonly customer: CustomerGlance | undefined; readonly context: Context }

/** What somebody wrote is taken in as a suggestion, one a question, for a person to answer. */
const takeIn = async (ports: FollowPorts, survey: Answered, context: Context): Promise<void> => {
  const { id: surveyId, customerId, contactId, answers } = survey
  const [customer] = await ports.glances([customerId])
  for (const [key, text] of Object.entries(answers)) {
    if (typeof text !== 'string') continue
    const id = suggestionOf(surveyId, key)
    const draft = { customerId, surveyId, text, ...(contactId && { contactId }) }
    const done = await execute(suggestions, ports.suggestions, { id, command: { type: 'receive', id, draft, customer }, context })
    if (!done.ok) throw new Failure(`the suggestion ${id} was not taken in: ${done.error.code}`)
  }
  await takeBack(ports, survey, { customer, context })
}

const effects = async (ports: FollowPorts, survey: Survey, context: Context): Promise<void> => {
  switch (survey.status) {
    case 'sent':
      return writeMail(ports, survey, 'invitation', context)
    case 'reminded':
      await writeMail(ports, survey, 'invitation', context)
      return writeMail(ports, survey, 'reminder', context)
    case 'answered':
      await unsend(ports, survey, context)
      await takeIn(ports, survey, context)
      return isLow(survey.scores) ? recover(ports, survey, context) : undefined
    case 'cancelled':
    case 'expired':
    case 'undeliverable':
      return unsend(ports, survey, context)
    case 'scheduled':
    case 'suppressed':
      return undefined
  }
}

/**
 * What follows from a survey as it stands now, whichever of its events brought us here: the mail that asks, the mail that reminds,
 * the task after a bad score, its row among the results. Each is named by the survey, so doing it again does nothing.
 */
export const surveyFollow = async (ports: FollowPorts, surveyId: string, context: Context): Promise<void> => {
  const seen = await ports.surveys.load(surveyId)
  if (!seen?.state) throw new Failure(`the survey ${surveyId} is not there`)
  const { state, version } = seen
  await effects(ports, state, context)
  const row = rowOf({ state, version })
  if (row) await ports.rows.keep(row, state.status === 'sent')
}
