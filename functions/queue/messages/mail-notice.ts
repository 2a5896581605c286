import * as z from 'zod'
import type { Context } from '../../../domain/kernel/decider.ts'
import type { Feedback } from '../../../domain/messages/feedback.ts'
import { type FeedbackPorts, ProviderNotice, writeDown } from './provider-notice.ts'

/**
 * What the rules of the event bus hand on of that which SES tells of a mail
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html).
 */
const MailNotice = z.discriminatedUnion('eventType', [
  ProviderNotice.extend({ eventType: z.enum(['Delivery', 'Complaint', 'Reject']) }),
  ProviderNotice.extend({ eventType: z.literal('Bounce'), bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']) }),
])
type MailNotice = z.infer<typeof MailNotice>

/**
 * SES tells the answer of somebody who is away as a bounce too, `Transient` or `Undetermined`, beside the delivery of the same mail
 * (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html, `ooto@simulator.amazonses.com`): such a one does not count
 * against a delivery.
 */
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

/** Takes in what SES tells of a mail. Answers false for what is not about a message of ours. */
export const mailNotice = async (ports: FeedbackPorts, body: unknown, context: Context): Promise<boolean> => {
  const notice = MailNotice.parse(body)
  return writeDown(ports, { of: notice, channel: 'email', told: toldBy(notice) }, context)
}
