import * as z from 'zod'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { messages } from '../../../domain/messages/decide.ts'
import type { Feedback } from '../../../domain/messages/feedback.ts'
import type { Message } from '../../../domain/messages/message.ts'
import type { MessageStore } from '../../../domain/messages/ports.ts'
import { suppressions } from '../../../domain/suppressions/decide.ts'
import type { SuppressionStore } from '../../../domain/suppressions/ports.ts'
import { execute } from '../../runtime/execute.ts'
import { suppressionId } from '../../runtime/suppression-id.ts'

const When = z.object({ timestamp: Instant })
const mail = z.object({ tags: z.record(z.string(), z.array(z.string())).default({}) })

/**
 * What SES publishes of a mail, as far as it is read here
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). The addresses in it are not.
 */
const MailNotice = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Delivery'), mail, delivery: When }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: When.extend({ bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']) }),
  }),
  z.object({ eventType: z.literal('Complaint'), mail, complaint: When }),
  z.object({ eventType: z.literal('Reject'), mail: mail.extend({ timestamp: Instant }) }),
])
type MailNotice = z.infer<typeof MailNotice>

const feedbackOf = (notice: MailNotice): Feedback => {
  switch (notice.eventType) {
    case 'Delivery':
      return { type: 'feedback', told: { kind: 'delivered' }, at: notice.delivery.timestamp }
    case 'Bounce': {
      const bounce = notice.bounce.bounceType === 'Permanent' ? 'permanent' : 'transient'
      return { type: 'feedback', told: { kind: 'bounced', bounce }, at: notice.bounce.timestamp }
    }
    case 'Complaint':
      return { type: 'feedback', told: { kind: 'complained' }, at: notice.complaint.timestamp }
    case 'Reject':
      return { type: 'feedback', told: { kind: 'bounced', bounce: 'rejected' }, at: notice.mail.timestamp }
  }
}

export type MailFeedbackPorts = { readonly messages: MessageStore; readonly suppressions: SuppressionStore }

/** "A mailbox that is not there, or that calls our mail a nuisance, gets nothing more." */
const reasonToStop = (notice: MailNotice): 'bounced' | 'complained' | undefined => {
  if (notice.eventType === 'Complaint') return 'complained'
  return notice.eventType === 'Bounce' && notice.bounce.bounceType === 'Permanent' ? 'bounced' : undefined
}

type Stop = { readonly message: Message; readonly address: string; readonly reason: 'bounced' | 'complained' }

/** Stops the address that the mail went to, which need not be the one that the message goes to now. */
const stop = async (ports: MailFeedbackPorts, { message: { to, customerId }, address, reason }: Stop, context: Context) => {
  const channel = 'email' as const
  const id = suppressionId(channel, address)
  const command = { type: 'suppress', id, channel, scope: 'all', reason, recipient: to.id, customerId } as const
  const done = await execute(suppressions, ports.suppressions, { id, command, context })
  if (!done.ok) throw new Error(`${id} could not be suppressed: ${done.error.code}`)
}

/**
 * Takes in what SES tells of a mail: however often, however late, in whatever order. Answers false for what is not about a
 * message of ours.
 */
export const mailNotice = async (ports: MailFeedbackPorts, body: unknown, context: Context): Promise<boolean> => {
  const notice = MailNotice.parse(body)
  const id = notice.mail.tags['message']?.[0]
  if (id === undefined) return false
  const attempt = notice.mail.tags['attempt']?.[0]
  const done = await execute(messages, ports.messages, { id, command: { ...feedbackOf(notice), attempt }, context })
  if (!done.ok && done.error.code === 'message.not_found') return false
  if (!done.ok) throw new Error(`what SES told of ${id} could not be written down: ${done.error.code}`)
  const reason = reasonToStop(notice)
  const message = done.value.state
  const address = notice.mail.tags['address']?.[0] ?? message?.sending?.address
  if (message && address && reason) await stop(ports, { message, address, reason }, context)
  return true
}
