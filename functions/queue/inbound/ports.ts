import type { Inbound } from '../../../domain/inbound/inbound.ts'
import type { MailThreads } from '../../../domain/inbound/mail/ports.ts'
import type { Conversations, InboundStore } from '../../../domain/inbound/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import type { Claim } from '../../../domain/kernel/store.ts'
import type { TicketByNumber } from '../../../domain/tickets/ports.ts'
import type { ReceivingPorts } from '../../desk/desk-ports.ts'
import type { CountMails } from './pace.ts'

type Holder = (claim: Claim) => Promise<string | undefined>

export type SenderPorts = {
  /** The contact and the customer that hold an address. */
  readonly contactOf: Holder
  readonly customerOf: Holder
  /** The customers at which a contact is now. */
  readonly customersAt: (contactId: string) => Promise<readonly string[]>
}

export type ThreadPorts = {
  readonly inbound: InboundStore
  /** The ticket that a token in an address names, if it is one of ours. */
  readonly ticketOfToken: (token: string) => Promise<string | undefined>
  readonly mails: Pick<MailThreads, 'find'>
  readonly ticketByNumber: TicketByNumber
  readonly conversations: Conversations
}

export type InboundPorts = SenderPorts &
  ThreadPorts & {
    readonly desk: ReceivingPorts
    readonly countMails: CountMails
    /** Lets so many milliseconds go by. */
    readonly pause: (milliseconds: number) => Promise<unknown>
    /** Says on which ticket the files are that a message brought. */
    readonly placeFiles: (
      files: readonly { readonly id: string }[],
      at: { readonly ticketId: string; readonly inbound: string; readonly context: Context },
    ) => Promise<void>
  }

/** Something that came in and waits to be taken in. */
export type Waiting = Extract<Inbound, { status: 'received' }>
