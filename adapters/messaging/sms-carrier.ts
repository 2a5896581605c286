import { PinpointSMSVoiceV2Client, PinpointSMSVoiceV2ServiceException, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Carried, Carrier } from '../../domain/messages/ports.ts'
import { neverReached } from './never-reached.ts'

/** Never asks twice, as with mail. */
export const smsClient = (endpoint?: string): PinpointSMSVoiceV2Client =>
  new PinpointSMSVoiceV2Client({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...(endpoint !== undefined && { endpoint }),
  })

/** Whoever has the number answered STOP to a text: https://docs.aws.amazon.com/sms-voice/latest/userguide/opt-out-lists.html. */
const optedOut = 'DESTINATION_PHONE_NUMBER_OPTED_OUT'
/**
 * What is wrong with the number or the words stays wrong. All else that AWS says no for (an account in its sandbox, a country that is
 * not open, a number that is not registered, a limit) somebody puts right, and then the text goes out.
 */
const unmendable: ReadonlySet<string> = new Set([
  optedOut,
  'CANNOT_PARSE',
  'FIELD_VALIDATION_FAILED',
  'INVALID_PARAMETER',
  'INVALID_REQUEST',
  'MAXIMUM_SIZE_EXCEEDED',
  'MISSING_PARAMETER',
])

const refusalOf = (error: PinpointSMSVoiceV2ServiceException): Carried => {
  const reason = 'Reason' in error ? String(error.Reason) : ''
  if (!unmendable.has(reason)) return { kind: 'busy' }
  return { kind: 'refused', ...(reason === optedOut && { stopped: true }) }
}

const outcomeOf = (error: unknown): Carried => {
  if (neverReached(error)) return { kind: 'busy' }
  if (!(error instanceof PinpointSMSVoiceV2ServiceException)) return { kind: 'lost' }
  const { httpStatusCode = 500 } = error.$metadata
  if (httpStatusCode >= 500 || httpStatusCode < 400) return { kind: 'lost' }
  return refusalOf(error)
}

/**
 * Text messages by AWS End User Messaging, from the firm's own number or pool of numbers
 * (https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html).
 */
export const smsCarrier =
  (texts: PinpointSMSVoiceV2Client, from: string): Carrier =>
  async ({ to, rendered, messageId, attempt, address }) => {
    if (rendered.channel !== 'sms') throw new TypeError(`${messageId} is no text message`)
    const words = { MessageBody: rendered.text, MessageType: 'TRANSACTIONAL' } as const
    const asked = { DestinationPhoneNumber: to, OriginationIdentity: from, ...words, Context: { message: messageId, attempt, address } }
    try {
      const { MessageId } = await texts.send(new SendTextMessageCommand(asked))
      return { kind: 'taken', providerId: MessageId ?? '' }
    } catch (error) {
      return outcomeOf(error)
    }
  }
