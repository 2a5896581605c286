import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { Rendered } from '../templates/render.ts'
import type { MessageEvent } from './events.ts'
import type { Message, MessageState, Recipient } from './message.ts'

export type MessageStore = Store<Message | undefined, MessageEvent>

/** The states that ask for somebody's attention: all messages in one of them can be listed, whomever they were for. */
export const attended = ['unknown', 'refused', 'bounced', 'complained'] as const satisfies readonly MessageState[]
type Attended = (typeof attended)[number]

export type MessageQueries = {
  /** The messages that concern a customer, the newest first; with `state` only those in it. A page may hold fewer than asked for. */
  readonly ofCustomer: (
    customerId: string,
    state: MessageState | undefined,
    page: PageRequest,
  ) => Promise<Result<Page<Loaded<Message>>, BadCursor>>
  readonly inState: (state: Attended, page: PageRequest) => Promise<Result<Page<Loaded<Message>>, BadCursor>>
}

/** Where in a conversation a mail stands, by which mail programs show it there and answers to it find their way. */
export type MailThread = {
  /** Where answers go to: an address that names the conversation. */
  readonly replyTo: string
  /** The mail that it answers, and those before it, the oldest first: ids in angle brackets. */
  readonly inReplyTo: string | undefined
  readonly references: readonly string[]
  /** The program says it by itself: no other program is to answer. */
  readonly isAutomatic: boolean
}

/** A file that goes along with a mail. */
export type MailFile = { readonly name: string; readonly type: string; readonly content: Uint8Array }

/** A message in its last words, for one address in the clear. It lives for the length of a call. */
export type Parcel = {
  readonly messageId: string
  /** Which try it is, and what tells the address without saying it: they come back with what is told of it later. */
  readonly attempt: string
  readonly address: string
  readonly to: string
  readonly rendered: Rendered
  /** Where one click unsubscribes, for what nobody asked for. */
  readonly unsubscribe: string | undefined
  readonly thread?: MailThread | undefined
  readonly files?: readonly MailFile[] | undefined
}

/**
 * Hands a parcel to whoever carries it, once: an adapter never tries again by itself. `busy` and `refused` are said only where it
 * surely was not taken; where that is not known it is `lost`.
 */
export type Carrier = (parcel: Parcel) => Promise<Carried>
export type Carried =
  | { readonly kind: 'taken'; readonly providerId: string }
  | { readonly kind: 'busy' }
  /** `stopped`: whoever has the address has told the carrier that nothing more is to come. */
  | { readonly kind: 'refused'; readonly stopped?: boolean }
  | { readonly kind: 'lost' }

/** The customers at which a recipient is or was; undefined where there is no such recipient. */
export type CustomersOf = (to: Recipient) => Promise<readonly string[] | undefined>
