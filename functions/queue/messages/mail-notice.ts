import * as z from 'zod'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { messages } from '../../../domain/messages/decide.ts'
import type { Feedback } from '../../../domain/messages/feedback.ts'
import type { MessageStore } from '../../../domain/messages/ports.ts'
import type { SuppressionStore } from '../../../domain/suppressions/ports.ts'
import { execute } from '../../runtime/execute.ts'
import { stop } from './stop-address.ts'

const about = z.strictObject({
  message: z.string().min(1),
  /** The worker's try that it is told of. */
  attempt: z.string().min(1),
  /** Where the mail went, by the blind index that it was tagged with. */
  address: z.string().min(1),
  at: Instant,
})

/**
 * What the rules of the event bus hand on of that which SES tells of a mail
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html): no address is in it.
 */
const MailNotice = z.discriminatedUnion('eventType', [
  about.extend({ eventType: z.enum(['Delivery', 'Complaint', 'Reject']) }),
  about.extend({ eventType: z.literal('Bounce'), bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']) }),
])
type MailNotice = z.infer<typeof MailNotice>

const toldBy = (notice: MailNotice): Feedback['told'] => {
  switch (notice.eventType) {
    case 'Delivery':
      return { kind: 'delivered' }
    case 'Bounce':
      return { kind: 'bounced', bounce: notice.bounceType === 'Permanent' ? 'permanent' : 'transient' }
    case 'Complaint':
      return { kind: 'complained' }
    case 'Reject':
      return { kind: 'bounced', bounce: 'rejected' }
  }
}

export type MailFeedbackPorts = { readonly messages: MessageStore; readonly suppressions: SuppressionStore }

/** "A mailbox that is not there, or that calls our mail a nuisance, gets nothing more." */
const reasonToStop = (notice: MailNotice): 'bounced' | 'complained' | undefined => {
  if (notice.eventType === 'Complaint') return 'complained'
  return notice.eventType === 'Bounce' && notice.bounceType === 'Permanent' ? 'bounced' : undefined
}

/**
 * Takes in what SES tells of a mail: however often, however late, in whatever order. Answers false for what is not about a
 * message of ours.
 */
export const mailNotice = async (ports: MailFeedbackPorts, body: unknown, context: Context): Promise<boolean> => {
  const notice = MailNotice.parse(body)
  const { message: id, attempt, address, at } = notice
  const command = { type: 'feedback', told: toldBy(notice), attempt, at } as const
  const done = await execute(messages, ports.messages, { id, command, context })
  if (!done.ok && done.error.code === 'message.not_found') return false
  if (!done.ok) throw new Failure(`what SES told of ${id} could not be written down: ${done.error.code}`)
  const reason = reasonToStop(notice)
  const message = done.value.state
  if (message && reason) await stop(ports, { message, channel: 'email', address, reason }, context)
  return true
}
