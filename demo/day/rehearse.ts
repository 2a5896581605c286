import type { Check } from '../rehearsal/check.ts'
import { type RawEvent, rawEvents } from '../rehearsal/raw.ts'
import { answersOnce } from './check-answers.ts'
import { everyDeadlineExplained } from './check-deadlines.ts'
import { figuresAgree } from './check-figures.ts'
import { handsFair } from './check-hands.ts'
import { everyDoorEmpty, everyMessageOnce, everyWriterTold } from './check-messages.ts'
import { nothingUnseen } from './check-seen.ts'
import { type Played, play, type Script } from './play.ts'
import { shownTickets } from './tickets.ts'

/** A day that was played, what was checked afterwards, and every event that happened. */
export type Rehearsed = {
  readonly played: Pick<Played, 'dates' | 'journal' | 'seconds' | 'bag'>
  readonly checks: readonly Check[]
  readonly events: readonly RawEvent[]
}

const looked = async (played: Played): Promise<Rehearsed> => {
  const [events, tickets] = [await rawEvents(played.stage), await shownTickets(played)]
  const all = { played, events, tickets }
  const checks = [
    ...[everyMessageOnce, everyDoorEmpty, everyWriterTold].map((check) => check(all)),
    await everyDeadlineExplained(all),
    ...played.checks,
    await nothingUnseen(played, 'two weeks later'),
    ...[handsFair, answersOnce].map((check) => check(all)),
    await figuresAgree(all),
  ]
  const { dates, journal, seconds, bag } = played
  return { played: { dates, journal, seconds, bag }, checks, events }
}

/** Plays the day and looks at what became of it. */
export const rehearse = (script: Script): Promise<Rehearsed> => play(script, looked)
