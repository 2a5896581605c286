import * as z from 'zod'
import type { Context } from '../../../domain/kernel/decider.ts'
import { textEnds, toldByText } from '../../../domain/messages/text-ends.ts'
import { type FeedbackPorts, ProviderNotice, writeDown } from './provider-notice.ts'

/** What the rule of the event bus hands on of that which AWS End User Messaging tells of a text. */
export const TextNotice = ProviderNotice.extend({ eventType: z.enum(textEnds) })
type TextNotice = z.infer<typeof TextNotice>

/** Takes in what AWS tells of a text. Answers false for what is not about a message of ours. */
export const textNotice = (ports: FeedbackPorts, notice: TextNotice, context: Context): Promise<boolean> =>
  writeDown(ports, { of: notice, channel: 'sms', told: toldByText(notice.eventType) }, context)
