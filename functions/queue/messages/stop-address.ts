import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Message } from '../../../domain/messages/message.ts'
import { suppressions } from '../../../domain/suppressions/decide.ts'
import type { SuppressionStore } from '../../../domain/suppressions/ports.ts'
import type { SuppressionReason } from '../../../domain/suppressions/suppression.ts'
import type { Channel } from '../../../domain/templates/channel.ts'
import { execute } from '../../runtime/execute.ts'
import { suppressionId } from '../../runtime/suppression-id.ts'

type Stop = {
  readonly message: Message
  readonly channel: Channel
  /** By its blind index. */
  readonly address: string
  readonly reason: Exclude<SuppressionReason, 'by_hand'>
}

/** Stops the address that a message went to, which need not be the one that it goes to now. */
export const stop = async (
  ports: { readonly suppressions: SuppressionStore },
  { message: { to, customerId }, channel, address, reason }: Stop,
  context: Context,
): Promise<void> => {
  const id = suppressionId(channel, address)
  const command = { type: 'suppress', id, channel, scope: 'all', reason, recipient: to.id, customerId } as const
  const done = await execute(suppressions, ports.suppressions, { id, command, context })
  if (!done.ok) throw new Failure(`${id} could not be suppressed: ${done.error.code}`)
}
