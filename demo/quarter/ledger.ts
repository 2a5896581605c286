import * as z from 'zod'
import { dayAt } from '../rehearsal/days.ts'
import type { RawEvent } from '../rehearsal/raw.ts'

/** How often something happened to somebody on a day: `c17 | review.fell_due | 2026-12-21`. */
export type Ledger = ReadonlyMap<string, number>

const Message = z.looseObject({ message: z.looseObject({ to: z.object({ id: z.string() }), customerId: z.string().optional() }) })
const Personal = z.looseObject({ user: z.string() })
const Notified = z.looseObject({ notification: Personal })

export type WhoIs = (event: RawEvent) => string

/** Ids differ from one playing to the next: customers go by their numbers, colleagues by their names, all else by its kind. */
export const whoIn = (events: readonly RawEvent[], numberOf: (customerId: string) => number | undefined): WhoIs => {
  const bySubject = new Map<string, string>()
  const customerIn = (ids: readonly (string | undefined)[]): string | undefined => {
    const numbers = ids.flatMap((id) => numberOf(id ?? '') ?? [])
    return numbers.length > 0 ? numbers.map((number) => `c${number}`).join('+') : undefined
  }
  const named = ({ about, data, subject }: RawEvent): string | undefined => {
    const message = Message.safeParse(data).data?.message
    if (message) return customerIn([message.customerId]) ?? message.to.id
    const user = Personal.safeParse(data).data?.user ?? Notified.safeParse(data).data?.notification.user
    return user ?? customerIn(subject.kind === 'customer' ? [subject.id] : about)
  }
  for (const event of events) {
    const who = bySubject.has(event.subject.id) ? undefined : named(event)
    if (who !== undefined) bySubject.set(event.subject.id, who)
  }
  return ({ subject }) => bySubject.get(subject.id) ?? subject.kind
}

/** What became of a mail hangs on the moment of a kill: it is compared by itself. */
const fates: ReadonlySet<string> = new Set(['message.sent', 'message.delivered', 'message.unknown'])
/** Which of several deliveries failed first, and so began a failing, is chance. */
const byChance: ReadonlySet<string> = new Set(['webhook.failing', 'webhook.recovered'])

const warnings: ReadonlySet<string> = new Set(['ticket.deadline_neared', 'ticket.escalated'])
/**
 * A call comes, and a ticket is resolved, at about the same time of day, and so there are deadlines that fall in the very minutes in
 * which somebody resolves the ticket. Which of the two is first is chance.
 */
const racesIn = (events: readonly RawEvent[]): ((event: RawEvent) => boolean) => {
  const ends = new Set(events.filter(({ type }) => type === 'ticket.resolved').map(({ subject, at }) => `${subject.id} ${dayAt(at)}`))
  return ({ type, subject, at }) => warnings.has(type) && ends.has(`${subject.id} ${dayAt(at)}`)
}

export const ledgerOf = (events: readonly RawEvent[], who: WhoIs): Ledger => {
  const ledger = new Map<string, number>()
  const races = racesIn(events)
  for (const event of events) {
    if (fates.has(event.type) || byChance.has(event.type) || races(event)) continue
    const key = `${who(event)} | ${event.type} | ${dayAt(event.at)}`
    ledger.set(key, (ledger.get(key) ?? 0) + 1)
  }
  return ledger
}

/** What stands in only one of two ledgers, or not as often in the other. */
export const differences = (before: Ledger, after: Ledger): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const [was, is] = [before.get(key) ?? 0, after.get(key) ?? 0]
    return was === is ? [] : [`${key}: ${was} and ${is}`]
  })
