import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { days, later } from '../../../domain/kernel/later.ts'
import type { ReadEdition } from '../../../domain/questionnaires/ports.ts'
import { leadQuestion, type Questionnaire, scales } from '../../../domain/questionnaires/questionnaire.ts'
import { suggestions } from '../../../domain/suggestions/decide.ts'
import type { SuggestionStore } from '../../../domain/suggestions/ports.ts'
import type { SurveyRows } from '../../../domain/survey-results/ports.ts'
import { rowOf } from '../../../domain/survey-results/row.ts'
import type { SurveyStore } from '../../../domain/surveys/ports.ts'
import { type Answered, askedOf, isLow, type Survey } from '../../../domain/surveys/survey.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import { cancelMessage, type MessagePorts, queueMessage } from '../messages/queue-message.ts'
import { causeOf } from './survey-causes.ts'
import { type RecoveringPorts, recover } from './survey-recovery.ts'

export type FollowPorts = MessagePorts &
  RecoveringPorts & {
    readonly surveys: SurveyStore
    readonly suggestions: SuggestionStore
    readonly rows: Pick<SurveyRows, 'keep'>
    readonly edition: ReadEdition
  }

type Out = Extract<Survey, { status: 'sent' | 'reminded' }>

const editionOf = async ({ edition }: FollowPorts, { id, questionnaire }: Survey): Promise<Questionnaire> => {
  const found = await edition(questionnaire)
  if (!found) throw new Failure(`the survey ${id} asks by an edition of ${questionnaire.id} that is not there`)
  return found
}

/** The scores that one click in the mail chooses, and the question that they answer. */
const clicks = (questionnaire: Questionnaire) => {
  const lead = leadQuestion(questionnaire)
  if (!lead || lead.kind === 'text') return {}
  const [lowest, highest] = scales[lead.kind]
  const scores = Array.from({ length: highest - lowest + 1 }, (_, i) => ({ score: lowest + i }))
  return { scores, questionZh: lead.label['zh-CN'], questionEn: lead.label.en }
}

/** Has the mail written that asks, or that reminds: named by the survey, so that it goes out once. */
const write = async (ports: FollowPorts, survey: Out, what: 'invitation' | 'reminder', context: Context): Promise<void> => {
  const to = askedOf(survey)
  if (!to) return
  const questionnaire = await editionOf(ports, survey)
  // A link outlives the survey by the day in which the last answer can be changed.
  const link = { page: 's', id: survey.id, until: later(survey.expiresAt, days) }
  const { title } = questionnaire
  const fields = { titleZh: title['zh-CN'], titleEn: title.en, link, ...clicks(questionnaire) }
  const isToldAgain = what === 'invitation' && survey.status === 'reminded'
  await queueMessage(
    ports,
    { cause: causeOf(survey, what), to, template: `survey.${what}`, fields, customerId: survey.customerId, isToldAgain },
    context,
  )
}

/** What somebody wrote is taken in as a suggestion, one a question, for a person to answer. */
const takeIn = async (ports: FollowPorts, survey: Answered, context: Context): Promise<void> => {
  const { id: surveyId, customerId, contactId, answers } = survey
  const [customer] = await ports.glances([customerId])
  for (const [key, text] of Object.entries(answers)) {
    if (typeof text !== 'string') continue
    const id = derivedId('suggestion', `${surveyId}:${key}`)
    const draft = { customerId, surveyId, text, ...(contactId && { contactId }) }
    const done = await execute(suggestions, ports.suggestions, { id, command: { type: 'receive', id, draft, customer }, context })
    if (!done.ok) throw new Failure(`the suggestion ${id} was not taken in: ${done.error.code}`)
  }
}

const unsend = async (ports: FollowPorts, survey: Survey, context: Context): Promise<void> => {
  for (const what of ['invitation', 'reminder'] as const) await cancelMessage(ports, causeOf(survey, what), context)
}

const effects = async (ports: FollowPorts, survey: Survey, context: Context): Promise<void> => {
  switch (survey.status) {
    case 'sent':
      return write(ports, survey, 'invitation', context)
    case 'reminded':
      await write(ports, survey, 'invitation', context)
      return write(ports, survey, 'reminder', context)
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
