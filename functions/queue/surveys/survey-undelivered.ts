import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { SurveyId } from '../../../domain/kernel/ids.ts'
import type { Message } from '../../../domain/messages/message.ts'
import type { MessageStore } from '../../../domain/messages/ports.ts'
import { surveys } from '../../../domain/surveys/decide.ts'
import type { AskingStore } from '../../../domain/surveys/ports.ts'
import type { Undeliverable } from '../../../domain/surveys/survey.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import { askedFor, causeOf } from './survey-causes.ts'

export type UndeliveredPorts = { readonly messages: Pick<MessageStore, 'load'>; readonly surveys: Pick<AskingStore, 'givingBack'> }

/** Why a message has reached nobody, as it stands now. What the survey itself took back says nothing. */
const neverReached = ({ state, refused }: Message): Undeliverable | undefined => {
  if (state === 'bounced') return 'bounced'
  return state === 'refused' && refused && refused.reason !== 'cancelled' ? refused.reason : undefined
}

/** Why nobody was asked: neither the message that asks has reached anybody, nor the one that reminds, where there is one. */
const whyNobody = async ({ messages }: UndeliveredPorts, survey: { readonly id: SurveyId }): Promise<Undeliverable | undefined> => {
  const load = async (what: 'invitation' | 'reminder') => (await messages.load(derivedId('message', causeOf(survey, what))))?.state
  const [invitation, reminder] = await Promise.all([load('invitation'), load('reminder')])
  const isOnlyHope = reminder === undefined || neverReached(reminder) !== undefined
  return invitation && isOnlyHope ? neverReached(invitation) : undefined
}

/** A message was not sent, or came back: if a survey asks by it, it may be that nobody was asked. */
export const surveyUndelivered = async (ports: UndeliveredPorts, messageId: string, context: Context): Promise<void> => {
  const message = (await ports.messages.load(messageId))?.state
  const id = SurveyId.safeParse(message && askedFor(message.cause)).data
  const reason = id === undefined ? undefined : await whyNobody(ports, { id })
  if (id === undefined || reason === undefined) return
  const done = await execute(surveys, ports.surveys.givingBack, { id, command: { type: 'come back', reason }, context })
  if (!done.ok) throw new Failure(`the survey ${id}, whose mail came back, could not be told: ${done.error.code}`)
}
