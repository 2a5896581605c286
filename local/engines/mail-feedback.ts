import { type BusNoticesOptions, startBusNotices } from './bus-notices.ts'
import { declaredMail } from './mail-declared.ts'
import { eventOf, noticesOf, type SendingCall } from './mail-notices.ts'

export type MailFeedback = {
  /** Whether mail may be from this address: SES refuses what is from none of the firm's domains. */
  readonly isKnown: (from: string) => boolean
  /** Sees to it that what becomes of a mail is told, now or after a restart. Call it before the sender has their answer. */
  readonly took: (call: SendingCall, messageId: string) => void
  readonly stop: () => Promise<void>
}

/** SES's side of feedback: what becomes of each mail goes to the bus that its configuration set names, and from there as the rules say. */
export const startMailFeedback = (options: BusNoticesOptions): MailFeedback => {
  const { identities, destinations } = declaredMail(options.assembly)
  const { add, stop } = startBusNotices(options, 'mail.notices')
  return {
    isKnown: (from) => {
      const address = from.replace(/^.*<|>$/g, '').toLowerCase()
      return identities.length === 0 || identities.includes(address) || identities.includes(address.split('@').at(-1) ?? '')
    },
    took: (call, messageId) => {
      const now = new Date().toISOString()
      const notices = noticesOf({ messageId, at: now, call }, now)
      const told = destinations.filter(({ set }) => set === call.ConfigurationSetName)
      add(
        told.flatMap(({ set, bus, kinds }) =>
          notices.filter(({ kind }) => kinds.includes(kind)).map((notice) => ({ bus, event: eventOf(notice, { bus, set, now }) })),
        ),
      )
    },
    stop,
  }
}
