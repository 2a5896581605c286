import type { Check } from '../rehearsal/check.ts'
import { dayAt } from '../rehearsal/days.ts'
import { differences, type Ledger, ledgerOf, whoIn } from './ledger.ts'
import { expectedOf, modelled } from './model.ts'
import type { Played } from './play.ts'

const whoIs = ({ events, customerOf }: Played) => whoIn(events, (id) => customerOf(id)?.number)
const ledgerIn = (played: Played): Ledger => ledgerOf(played.events, whoIs(played))

/** The model against what happened. */
export const asExpected = (played: Played): Check => {
  const { firm, journal, span } = played
  const happened = new Map([...ledgerIn(played)].filter(([key]) => modelled.test(key.split(' | ')[1] ?? '')))
  return {
    name: 'reviews, visits and surveys happened on their day and once, as cadences and deeds have it',
    faults: differences(expectedOf(firm, journal.entries, span), happened).map((line) => `expected and happened: ${line}`),
  }
}

const steps: ReadonlySet<string> = new Set(['ticket.deadline_neared', 'ticket.escalated'])
/** After a kill the clock is helped on, so the last evening may be longer, and a deadline come further on it. */
const withoutLastSteps = (played: Played): Played => ({
  ...played,
  events: played.events.filter(({ type, at }) => !(steps.has(type) && dayAt(at) === played.span.last)),
})

/** Who, what, on which day: by this two playings of one quarter are compared. */
export const finalLedgerOf = (played: Played): Ledger => ledgerIn(withoutLastSteps(played))

/** Two playings of one quarter. */
export const sameLedger = (calm: Ledger, killed: Played): Check => ({
  name: `killed ${killed.killedAt.length} times, the ledger is that of a quarter without kills`,
  faults: differences(calm, finalLedgerOf(killed)).map((line) => `without and with kills: ${line}`),
})

/** What the partner's system was told. */
export const toldOnce = ({ events, receiver }: Played): Check => {
  const raw = new Map(events.filter(({ type }) => modelled.test(type)).map(({ id, type }) => [id, type]))
  const missing = [...raw].filter(([id]) => !receiver.accepted.has(id)).map(([id, type]) => `never told: ${type} ${id}`)
  const invented = [...receiver.accepted]
    .filter(([id, { type }]) => raw.get(id) !== type)
    .map(([id, { type }]) => `told, and never was: ${type} ${id}`)
  return { name: `webhooks: ${raw.size} events, each told under its id`, faults: [...missing, ...invented, ...receiver.faults] }
}
