import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { type MessageCommand, messages } from '../../../domain/messages/decide.ts'
import type { Message, Recipient } from '../../../domain/messages/message.ts'
import type { MessageStore } from '../../../domain/messages/ports.ts'
import type { FieldValues } from '../../../domain/templates/fields.ts'
import type { TemplateCode } from '../../../domain/templates/template.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'

export type MessagePorts = { readonly messages: MessageStore }

export type Wanted = {
  /** Names what it is sent for, such as `survey:svy_…:invitation`: the same cause sends once, however often it is told. */
  readonly cause: string
  /** Who is to have it. Address, language and hours are looked up when it is sent. */
  readonly to: Recipient
  readonly template: TemplateCode
  /** Values for the template's own fields. Ids, days, amounts and titles; nothing of the sealed classes. */
  readonly fields: FieldValues
  /** Not before; at once unless said. */
  readonly sendAt?: Instant | undefined
  /** The customer in whose timeline it stands. Unless said, the first at which the recipient is when it is sent. */
  readonly customerId?: string | undefined
  /** That it was queued before is to be expected. Unless said it is looked for only where it stands in the way. */
  readonly isToldAgain?: boolean | undefined
}

type Order = { readonly command: MessageCommand; readonly context: Context; readonly isNew?: boolean }

/** Answers with the message as it then stands; undefined where there is none. */
const order = async ({ messages: store }: MessagePorts, cause: string, work: Order): Promise<Message | undefined> => {
  const done = await execute(messages, store, { id: derivedId('message', cause), ...work })
  if (done.ok) return done.value.state
  if (done.error.code === 'message.not_found') return undefined
  throw new Failure(`the message for ${cause} was refused: ${done.error.code}`)
}

const customerOf = ({ to, customerId }: Wanted): string | undefined => customerId ?? (to.kind === 'customer' ? to.id : undefined)

/** Has a message sent because of something, once, however often it is told. Answers with the message's id. */
export const queueMessage = async (ports: MessagePorts, wanted: Wanted, context: Context): Promise<string> => {
  const { cause, to, template, fields, sendAt } = wanted
  const id = derivedId('message', cause)
  const command = { type: 'queue', id, to, template, fields, cause, customerId: customerOf(wanted), sendAt } as const
  await order(ports, cause, { command, context, isNew: !wanted.isToldAgain })
  return id
}

/** Whether a message will surely not go out because it was taken back, now or before, or is no longer ours to keep. */
export type TakenBack = 'kept_back' | 'out_of_hand' | 'never_queued'

/** Takes back a message that is no longer wanted, if it has not gone out. Does nothing where it may have, or was never asked for. */
export const cancelMessage = async (ports: MessagePorts, cause: string, context: Context): Promise<TakenBack> => {
  const message = await order(ports, cause, { command: { type: 'cancel' }, context })
  if (!message) return 'never_queued'
  return message.state === 'refused' && message.refused?.reason === 'cancelled' ? 'kept_back' : 'out_of_hand'
}
