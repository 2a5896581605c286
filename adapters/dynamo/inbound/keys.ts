import type { Key } from '../table/table.ts'

/** Read or write something that came in by a door of the desk. */
export const inboundKey = (inboundId: string): Key => ({ pk: `INBOUND#${inboundId}`, sk: 'STATE' })

/** Read the texts of something that came in: written once, with its record. */
export const inboundContentKey = (inboundId: string): Key => ({ pk: `INBOUND#${inboundId}`, sk: 'CONTENT' })

/** Find the ticket whose conversation a mail belongs to, by a mail that we sent and that it answers. */
export const sentMailKey = (mailId: string): Key => ({ pk: mailThread(mailId), sk: '0' })
export const mailThread = (mailId: string): string => `MAIL#${mailId}`

/** Find what came in as the mail that another answers; of several that call themselves the same, the first. Those that we sent stand before. */
export const receivedMailKey = (mailId: string, { receivedAt, id }: { readonly receivedAt: string; readonly id: string }): Key => ({
  pk: mailThread(mailId),
  sk: `1#${receivedAt}#${id}`,
})

/** Find on which ticket the chat with somebody goes on, whom a blind index tells. */
export const conversationKey = (place: string): Key => ({ pk: `CONVERSATION#${place}`, sk: 'STATE' })
