import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { SurveyStore } from '../../../domain/surveys/ports.ts'
import { type Answered, isLow } from '../../../domain/surveys/survey.ts'
import type { OpeningPorts } from '../../desk/desk-ports.ts'
import { openAsItCame } from '../../desk/open-as-it-came.ts'
import { recoveryTicketOf } from '../surveys/survey-causes.ts'

export type RecoveryPorts = { readonly surveys: Pick<SurveyStore, 'load'>; readonly desk: OpeningPorts }

const scoreOf = ({ scores: { csat, nps } }: Answered): string => (csat === undefined ? `NPS ${nps}` : `CSAT ${csat}`)

/**
 * "Who is dissatisfied hears from us": a complaint of their own, which the survey opens once, and which goes on with the ticket that
 * it asked about. A better answer that comes later does not close it: somebody looked at it by then.
 */
export const recover = async ({ surveys, desk }: RecoveryPorts, surveyId: string, context: Context): Promise<void> => {
  const survey = (await surveys.load(surveyId))?.state
  if (survey?.status !== 'answered' || !isLow(survey.scores)) return
  const { customerId, contactId, cause, language } = survey
  const wanted = {
    id: recoveryTicketOf(survey),
    channel: 'survey',
    kind: 'complaint',
    subject: `客户评分较低 / Low survey score: ${scoreOf(survey)}`,
    urgency: 'high',
    tags: ['recovery'],
    customerId,
    survey: survey.id,
    ...(contactId && { contactId }),
    ...(language && { language }),
    ...(cause.subject?.kind === 'ticket' && { continues: cause.subject.id }),
  } as const
  const done = await openAsItCame(desk, wanted, context)
  if (!done.ok) throw new Failure(`the ticket for ${surveyId} was not opened: ${done.error.code}`)
}
