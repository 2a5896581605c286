import * as z from 'zod'
import type { Inbound } from '../../../domain/inbound/inbound.ts'
import type { MailThreads, ThreadMail } from '../../../domain/inbound/mail/ports.ts'
import { messageIdIn, plainMessageId } from '../../../domain/inbound/mail/thread.ts'
import { absent } from '../table/conditions.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { mailThread, receivedMailKey, sentMailKey } from './keys.ts'

const Row = z.union([
  z.looseObject({ entity: z.literal('mail-sent'), ticket: z.string(), message: z.string(), said: z.string().optional() }),
  z.looseObject({ entity: z.literal('mail-received'), inbound: z.string() }),
])

/** So many of the mails that a mail names are looked up, the nearest first: each is a question of its own. */
const mostLookedUp = 12

const readRow = (item: Item): ThreadMail => {
  const row = Row.parse(item)
  return row.entity === 'mail-sent'
    ? { kind: 'sent', ticketId: row.ticket, messageId: row.message, said: row.said }
    : { kind: 'received', inboundId: row.inbound }
}

/** The row by which a mail that came in is found by those that answer it. */
export const receivedMail = (inbound: Inbound | undefined): readonly (Key & Item)[] => {
  if (inbound === undefined || inbound.status === 'heard' || inbound.message.channel !== 'mail') return []
  const own = messageIdIn(inbound.message.externalId)
  return own === undefined ? [] : [{ ...receivedMailKey(plainMessageId(own), inbound), entity: 'mail-received', inbound: inbound.id }]
}

/** The conversations that mails belong to. */
export const mailThreads = (table: Table): MailThreads => ({
  find: async (ids) => {
    const asked = ids.slice(0, mostLookedUp).map((id) => table.query({ partition: mailThread(id), limit: 1 }))
    return (await Promise.all(asked)).flatMap(({ items: [first] }) => (first ? [readRow(first)] : []))
  },
  sent: async (id, { ticketId, messageId, said }) => {
    const brought = said !== undefined && { said }
    await table.putIf({ ...sentMailKey(id), entity: 'mail-sent', ticket: ticketId, message: messageId, ...brought }, absent)
  },
})
