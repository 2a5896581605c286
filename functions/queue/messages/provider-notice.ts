import * as z from 'zod'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { messages } from '../../../domain/messages/decide.ts'
import type { Feedback } from '../../../domain/messages/feedback.ts'
import type { MessageStore } from '../../../domain/messages/ports.ts'
import type { SuppressionStore } from '../../../domain/suppressions/ports.ts'
import type { Channel } from '../../../domain/templates/channel.ts'
import { execute } from '../../runtime/execute.ts'
import { stop } from './stop-address.ts'

/** What each message carries along, and a provider gives back with what it tells. No address is in it. */
export const ProviderNotice = z.strictObject({
  message: z.string().min(1),
  /** The worker's try that it is told of. */
  attempt: z.string().min(1),
  /** Where it went, by the blind index. */
  address: z.string().min(1),
  at: Instant,
})

export type FeedbackPorts = { readonly messages: MessageStore; readonly suppressions: SuppressionStore }

type Told = {
  readonly of: z.infer<typeof ProviderNotice>
  readonly channel: Channel
  readonly told: Feedback['told']
}

/** "An address that is not there, or whose owner takes nothing from us or calls it a nuisance, gets nothing more." */
const reasonToStop = (told: Feedback['told']): 'bounced' | 'complained' | undefined => {
  if (told.kind === 'complained') return 'complained'
  return told.kind === 'bounced' && told.bounce === 'permanent' ? 'bounced' : undefined
}

/**
 * Writes down what became of a message: however often it is told, however late, in whatever order. Answers false for what is not about
 * a message of ours.
 */
export const writeDown = async (
  ports: FeedbackPorts,
  { of: { message: id, attempt, address, at }, channel, told }: Told,
  context: Context,
): Promise<boolean> => {
  const done = await execute(messages, ports.messages, { id, command: { type: 'feedback', told, attempt, at }, context })
  if (!done.ok && done.error.code === 'message.not_found') return false
  if (!done.ok) throw new Failure(`what was told of ${id} could not be written down: ${done.error.code}`)
  const [message, reason] = [done.value.state, reasonToStop(told)]
  if (message && reason) await stop(ports, { message, channel, address, reason }, context)
  return true
}
