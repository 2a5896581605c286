/** A mail that we sent for a ticket. `said`: the message of the ticket's thread that it brought, where it brought one. */
export type SentMail = { readonly ticketId: string; readonly messageId: string; readonly said?: string | undefined }

/** A mail of a conversation: one that we sent for a ticket, or one that came in. */
export type ThreadMail = ({ readonly kind: 'sent' } & SentMail) | { readonly kind: 'received'; readonly inboundId: string }

/** Mails by their own ids, in the form of `plainMessageId`. */
export type MailThreads = {
  /** Those of these that we know, in the order asked for. Of several that call themselves the same, one that we sent, else the first. */
  readonly find: (ids: readonly string[]) => Promise<readonly ThreadMail[]>
  /** Remembers a mail that went out for a ticket. Often as it is told, it is remembered once. */
  readonly sent: (id: string, mail: SentMail) => Promise<void>
}
