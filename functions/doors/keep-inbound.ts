import type { CallEvent } from '../../domain/inbound/call.ts'
import { inbounds } from '../../domain/inbound/decide.ts'
import { contentOf, headOf, type InboundChannel, type InboundMessage } from '../../domain/inbound/inbound-message.ts'
import type { InboundStore } from '../../domain/inbound/ports.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { derivedId } from '../runtime/derived-id.ts'
import { execute } from '../runtime/execute.ts'

/** By what a message is known: the same one, however often and by whomever it is brought. */
export const inboundId = (channel: InboundChannel, externalId: string): string => derivedId('inbound', `${channel}:${externalId}`)

/** Keeps a message for the desk, to be taken in by the job. Answers with its id. Throws where it cannot be kept. */
export const keepInbound = async (store: InboundStore, message: InboundMessage, context: Context): Promise<string> => {
  const id = inboundId(message.channel, message.externalId)
  const command = { type: 'receive', id, message: headOf(message) } as const
  const done = await execute(inbounds, store.bringing(id, contentOf(message)), { id, command, context })
  if (!done.ok) throw new Failure(`${id} could not be kept: ${done.error.code}`)
  return id
}

/** Keeps what was told of a call. Throws where it cannot be kept. */
export const hearCall = async (store: InboundStore, told: CallEvent, context: Context): Promise<string> => {
  const id = inboundId('phone', told.callId)
  const done = await execute(inbounds, store, { id, command: { type: 'hear', id, told }, context })
  if (!done.ok) throw new Failure(`what was told of ${id} could not be kept: ${done.error.code}`)
  return id
}
