/** A name and an address as a mail writes them: neither is checked, and the name may be empty. */
export type Mailbox = { readonly name: string; readonly address: string }

/** What hangs on a mail, as it was sent: names and types are the sender's word for it. */
export type MailPart = {
  readonly name: string | undefined
  readonly type: string
  /** By which the mail's HTML shows it. */
  readonly contentId: string | undefined
  readonly content: Uint8Array
}

/** A mail, taken apart: what stands in it, decoded, and nothing made of it yet. */
export type Mail = {
  /** By their names in lower case, each with its values from the top down. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly from: Mailbox | undefined
  /** To and Cc, groups opened. */
  readonly recipients: readonly string[]
  readonly subject: string
  readonly text: string | undefined
  readonly html: string | undefined
  readonly parts: readonly MailPart[]
}

/** What the mail system said when it handed the mail over. */
export type Envelope = {
  /** Where failures are reported to; empty for a mail that wants none reported, undefined where that was not said. */
  readonly from: string | undefined
  /** Our own addresses that it came to, as far as that was said. */
  readonly recipients: readonly string[]
  /** Whether the domain of the sender vouches for it; undefined where nobody says so, nor that it does not. */
  readonly authentic: boolean | undefined
}

/** The first value of a header, without the comments and foldings around it. */
export const header = ({ headers }: Pick<Mail, 'headers'>, name: string): string =>
  headers.get(name)?.[0]?.replace(/\s+/g, ' ').trim() ?? ''

/** An address in the form in which addresses are compared. */
export const plainAddress = (address: string): string => address.trim().replace(/^<|>$/g, '').toLowerCase()

export const domainOf = (address: string): string => plainAddress(address).split('@').at(-1) ?? ''
