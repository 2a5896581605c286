import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { days, later } from '../../../domain/kernel/later.ts'
import type { ReadEdition } from '../../../domain/questionnaires/ports.ts'
import { leadQuestion, type Questionnaire, scales } from '../../../domain/questionnaires/questionnaire.ts'
import { askedOf, type Out, type Survey } from '../../../domain/surveys/survey.ts'
import { cancelMessage, type MessagePorts, queueMessage } from '../messages/queue-message.ts'
import { causeOf } from './survey-causes.ts'

export type SurveyMailPorts = MessagePorts & { readonly edition: ReadEdition }

type Mail = 'invitation' | 'reminder'

/** The edition that somebody was asked. */
export const editionOf = async ({ edition }: SurveyMailPorts, { id, questionnaire }: Survey): Promise<Questionnaire> => {
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
export const writeMail = async (ports: SurveyMailPorts, survey: Out, what: Mail, context: Context): Promise<void> => {
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

/** Takes back what waits to be sent of a survey that asks no more. */
export const unsend = async (ports: MessagePorts, survey: Survey, context: Context): Promise<void> => {
  for (const what of ['invitation', 'reminder'] as const) await cancelMessage(ports, causeOf(survey, what), context)
}

/**
 * One that nobody has asked for yet is asked for and taken back at once: whoever is about to ask for it finds that it was, so that it
 * cannot go out behind our back.
 */
const takesBack = async (ports: SurveyMailPorts, survey: Out, what: Mail, context: Context): Promise<boolean> => {
  const cause = causeOf(survey, what)
  const found = await cancelMessage(ports, cause, context)
  if (found !== 'never_queued') return found === 'kept_back'
  await writeMail(ports, survey, what, context)
  return (await cancelMessage(ports, cause, context)) === 'kept_back'
}

/** Whether nobody has had a mail of a survey, and nobody will: all of it still waited, and was taken back, now or by a try before. */
export const keepsBack = async (ports: SurveyMailPorts, survey: Out, context: Context): Promise<boolean> =>
  (await takesBack(ports, survey, 'invitation', context)) &&
  (survey.status === 'sent' || (await takesBack(ports, survey, 'reminder', context)))
