import * as z from 'zod'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { UserId } from '../../../domain/kernel/ids.ts'
import type { ReadEvent } from '../../../domain/notifications/ports.ts'
import type { Notice } from '../job.ts'
import { type MessagePorts, queueMessage } from '../messages/queue-message.ts'

export type CodePorts = MessagePorts & { readonly event: ReadEvent }

const Named = z.looseObject({ user: UserId })

/** Somebody has named an address: mails them the code that confirms it, once for each naming. The code itself is worked out when it is sent. */
export const mailCode = async (ports: CodePorts, { id, subject }: Notice, context: Context): Promise<void> => {
  const event = await ports.event(subject.id, id)
  if (!event) throw new Failure(`the event ${id} is not there to be read`)
  const { user } = Named.parse(event.data)
  const to = { kind: 'user', id: user } as const
  await queueMessage(ports, { cause: `confirmation:${id}`, to, template: 'staff.confirmation', fields: {} }, context)
}
