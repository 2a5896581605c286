import type { Check } from '../rehearsal/check.ts'
import { remindersShown, reviewsShown, timelinesShown, unknownShown, unreadShown, visitsShown } from './check-figures.ts'
import { digestsInHours, everyMailTold, mailsInHours, nothingTwice } from './check-hours.ts'
import { resultsShown, suggestionsShown } from './check-results.ts'
import { asExpected, sameLedger, toldOnce } from './checks.ts'
import { type Played, play, type Script } from './play.ts'

export type Rehearsed = { readonly played: readonly Played[]; readonly checks: readonly Check[] }

const shown = [reviewsShown, visitsShown, unreadShown, remindersShown, resultsShown, suggestionsShown, unknownShown, timelinesShown]

const checksOf = async (played: Played): Promise<readonly Check[]> => {
  const figures: Check[] = []
  for (const check of shown) figures.push(await check(played))
  const happened = [asExpected, toldOnce, digestsInHours, mailsInHours, nothingTwice, everyMailTold].map((check) => check(played))
  return [...happened, ...figures]
}

const titled = (title: string, checks: readonly Check[]): readonly Check[] =>
  checks.map(({ name, faults }) => ({ name: `${title} · ${name}`, faults }))

/** Plays the quarter and looks at what happened; where there are to be kills, once without them and once with. */
export const rehearse = async (script: Script, onDay: (title: string, done: number) => void): Promise<Rehearsed> => {
  const playing = async (title: string, kills: number): Promise<{ readonly played: Played; readonly checks: readonly Check[] }> => {
    const played = await play({ ...script, kills, onDay: (done) => onDay(title, done) })
    try {
      return { played, checks: titled(title, await checksOf(played)) }
    } finally {
      await played.close()
    }
  }
  const calm = await playing('undisturbed', 0)
  if (script.kills === 0) return { played: [calm.played], checks: calm.checks }
  const killed = await playing('killed', script.kills)
  return {
    played: [calm.played, killed.played],
    checks: [...calm.checks, ...killed.checks, sameLedger(calm.played, killed.played)],
  }
}
