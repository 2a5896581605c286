import type { Check } from '../rehearsal/check.ts'
import { driversShown } from './check-drivers.ts'
import { remindersShown, reviewsShown, timelinesShown, unknownShown, unreadShown, visitsShown } from './check-figures.ts'
import { digestsInHours, everyMailTold, mailsInHours, nothingTwice } from './check-hours.ts'
import { resultsShown, suggestionsShown } from './check-results.ts'
import { asExpected, finalLedgerOf, sameLedger, toldOnce } from './checks.ts'
import type { Ledger } from './ledger.ts'
import { type Played, play, type Script } from './play.ts'

export type Rehearsed = { readonly played: readonly Played[]; readonly checks: readonly Check[] }

const shown = [
  reviewsShown,
  visitsShown,
  unreadShown,
  remindersShown,
  resultsShown,
  driversShown,
  suggestionsShown,
  unknownShown,
  timelinesShown,
]

const checksOf = async (played: Played): Promise<readonly Check[]> => {
  const figures: Check[] = []
  for (const check of shown) figures.push(await check(played))
  const happened = [asExpected, toldOnce, digestsInHours, mailsInHours, nothingTwice, everyMailTold].map((check) => check(played))
  return [...happened, ...figures]
}

const titled = (title: string, checks: readonly Check[]): readonly Check[] =>
  checks.map(({ name, faults }) => ({ name: `${title} · ${name}`, faults }))

export type Rehearsal = Omit<Script, 'onDay'> & {
  readonly onDay: (title: string, done: number) => void
  /** Of the same quarter, played undisturbed before: it is not played so again. */
  readonly calm?: Ledger | undefined
}

/** Plays the quarter and looks at what happened; where there are to be kills, once without them and once with. */
export const rehearse = async ({ calm: known, onDay, ...script }: Rehearsal): Promise<Rehearsed> => {
  const playing = async (title: string, kills: number): Promise<Rehearsed> => {
    const played = await play({ ...script, kills, onDay: (done) => onDay(title, done) })
    try {
      return { played: [played], checks: titled(title, await checksOf(played)) }
    } finally {
      await played.close()
    }
  }
  const undisturbed = known ? { played: [], checks: [] } : await playing('undisturbed', 0)
  const [calm] = undisturbed.played
  const ledger = known ?? (calm && finalLedgerOf(calm))
  if (script.kills === 0 || !ledger) return undisturbed
  const killed = await playing('killed', script.kills)
  return {
    played: [...undisturbed.played, ...killed.played],
    checks: [...undisturbed.checks, ...killed.checks, ...killed.played.map((played) => sameLedger(ledger, played))],
  }
}
