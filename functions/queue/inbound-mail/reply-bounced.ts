import { bouncedIn } from '../../../domain/inbound/mail/bounce.ts'
import type { Mail } from '../../../domain/inbound/mail/mail.ts'
import type { MailThreads } from '../../../domain/inbound/mail/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { messages } from '../../../domain/messages/decide.ts'
import type { MessageStore } from '../../../domain/messages/ports.ts'
import { execute } from '../../runtime/execute.ts'

export type BouncePorts = { readonly threads: MailThreads; readonly messages: MessageStore }

/**
 * Marks the answer that a report says did not arrive, if it is one that we sent; who wrote it is then told. A report alone stops no
 * address: anybody can write one, and SES tells us of those that are true.
 */
export const replyBounced = async ({ threads, messages: store }: BouncePorts, report: Mail, context: Context): Promise<void> => {
  const bounced = bouncedIn(report)
  if (!bounced) return
  const found = await threads.find(bounced.mails)
  for (const one of found) {
    if (one.kind !== 'sent') continue
    const command = { type: 'feedback', told: { kind: 'bounced', bounce: bounced.kind, isReported: true }, at: context.now } as const
    const done = await execute(messages, store, { id: one.messageId, command, context })
    if (!done.ok && done.error.code !== 'message.not_found') throw new Failure(`${one.messageId} could not be marked: ${done.error.code}`)
  }
}
