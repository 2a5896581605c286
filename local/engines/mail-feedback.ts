import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import type { Ledger } from '../ledger.ts'
import { eventRules } from '../triggers/event-rules.ts'
import type { Deliver } from '../triggers/schedule-run.ts'
import { declaredMail } from './mail-declared.ts'
import { eventOf, noticesOf, type SendingCall } from './mail-notices.ts'

const Waiting = z.array(z.object({ target: z.string(), input: z.string() }))
type Waiting = z.infer<typeof Waiting>

export type MailFeedback = {
  /** Whether mail may be from this address: SES refuses what is from none of the firm's domains. */
  readonly isKnown: (from: string) => boolean
  /** Sees to it that what becomes of a mail is told, now or after a restart. Call it before the sender has their answer. */
  readonly took: (call: SendingCall, messageId: string) => void
  readonly stop: () => Promise<void>
}
export type MailFeedbackOptions = {
  readonly assembly: Assembly
  readonly deliver: Deliver
  readonly ledger: Ledger
}

const key = 'mail.notices'
/** SES tells of a mail after it has answered; what could not be told is tried again as often as this (milliseconds). */
const pause = 100

/** What is to be told, in the ledger until it is: only what a rule makes of it, for the rest names addresses. */
const openWaiting = (ledger: Ledger) => {
  let waiting: Waiting = Waiting.parse(JSON.parse(ledger.get(key) ?? '[]'))
  const keep = (next: Waiting): void => {
    waiting = next
    ledger.set(key, JSON.stringify(next))
  }
  return {
    first: () => waiting[0],
    add: (news: Waiting) => keep([...waiting, ...news]),
    done: () => keep(waiting.slice(1)),
  }
}

/** SES's side of feedback: what becomes of each mail goes to the bus that its configuration set names, and from there as the rules say. */
export const startMailFeedback = ({ assembly, deliver, ledger }: MailFeedbackOptions): MailFeedback => {
  const { identities, destinations } = declaredMail(assembly)
  const route = eventRules(assembly)
  const waiting = openWaiting(ledger)
  let timer: NodeJS.Timeout | undefined
  let telling: Promise<void> = Promise.resolve()
  let stopped = false

  const tell = async (): Promise<void> => {
    for (let next = waiting.first(); next && !stopped; next = waiting.first()) {
      await deliver(next.target, next.input)
      waiting.done()
    }
  }
  /** The timer stands until what it began is through: two at once would tell of one mail twice, and of the next not at all. */
  const soon = (): void => {
    if (timer || stopped || !waiting.first()) return
    timer = setTimeout(() => {
      telling = tell()
        .catch((cause: unknown) => console.error('mail feedback:', cause))
        .then(() => {
          timer = undefined
          soon()
        })
    }, pause).unref()
  }
  soon()
  return {
    isKnown: (from) => {
      const address = from.replace(/^.*<|>$/g, '').toLowerCase()
      return identities.length === 0 || identities.includes(address) || identities.includes(address.split('@').at(-1) ?? '')
    },
    took: (call, messageId) => {
      const now = new Date().toISOString()
      const notices = noticesOf({ messageId, at: now, call }, now)
      const told = destinations.filter(({ set }) => set === call.ConfigurationSetName)
      waiting.add(
        told.flatMap(({ set, bus, kinds }) =>
          notices.filter(({ kind }) => kinds.includes(kind)).flatMap((notice) => route(bus, eventOf(notice, { bus, set, now }))),
        ),
      )
      soon()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await telling
    },
  }
}
