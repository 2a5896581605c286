import { PublishCommand, SNSClient, SNSServiceException } from '@aws-sdk/client-sns'
import type { Carrier } from '../../domain/messages/ports.ts'
import { neverReached } from './never-reached.ts'

/** Never asks twice, as with mail. */
export const smsClient = (endpoint?: string): SNSClient =>
  new SNSClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...(endpoint !== undefined && { endpoint }),
  })

const unmendable = ['InvalidParameterException', 'InvalidParameterValueException', 'ValidationException', 'OptedOutException']

const outcomeOf = (error: unknown): { readonly kind: 'busy' | 'refused' | 'lost' } => {
  if (neverReached(error)) return { kind: 'busy' }
  if (!(error instanceof SNSServiceException)) return { kind: 'lost' }
  const { httpStatusCode = 500 } = error.$metadata
  if (httpStatusCode >= 500 || httpStatusCode < 400) return { kind: 'lost' }
  return { kind: unmendable.some((name) => error.name.startsWith(name.replace('Exception', ''))) ? 'refused' : 'busy' }
}

/** Text messages by SNS, to one number each (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
export const smsCarrier =
  (sns: SNSClient): Carrier =>
  async ({ to, rendered, messageId }) => {
    if (rendered.channel !== 'sms') throw new TypeError(`${messageId} is no text message`)
    const MessageAttributes = { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } }
    try {
      const { MessageId } = await sns.send(new PublishCommand({ PhoneNumber: to, Message: rendered.text, MessageAttributes }))
      return { kind: 'taken', providerId: MessageId ?? '' }
    } catch (error) {
      return outcomeOf(error)
    }
  }
