import type { Key } from '../table/table.ts'

/** Read or write something that came in by a door of the desk. */
export const inboundKey = (inboundId: string): Key => ({ pk: `INBOUND#${inboundId}`, sk: 'STATE' })

/** Read the texts of something that came in: written once, with its record. */
export const inboundContentKey = (inboundId: string): Key => ({ pk: `INBOUND#${inboundId}`, sk: 'CONTENT' })

/** Find whose conversation a mail belongs to, by the mails that it answers: those that we sent stand before those that came in. */
export const mailThread = (mailId: string): string => `MAIL#${mailId}`
export const sentMailKey = (mailId: string): Key => ({ pk: mailThread(mailId), sk: '0' })
export const receivedMailKey = (mailId: string, inboundId: string): Key => ({ pk: mailThread(mailId), sk: `1#${inboundId}` })

/** Find on which ticket the chat with somebody goes on, whom a blind index tells. */
export const conversationKey = (place: string): Key => ({ pk: `CONVERSATION#${place}`, sk: 'STATE' })
