import type { Due, DueIndex } from '../../domain/kernel/due.ts'
import { instantAt } from '../../domain/kernel/instant.ts'
import { hours, minutes } from '../../domain/kernel/later.ts'

export type SweepPorts<Entry extends Due> = {
  readonly index: DueIndex<Entry>
  /** Hands entries of one kind to the job that looks after it, each to be received `seconds` from now. Throws when it could not. */
  readonly hand: (kind: string, entries: readonly { readonly due: Due; readonly seconds: number }[]) => Promise<void>
  readonly now: () => number
  /** Whether there is time for another page; what is left waits for the next sweep. */
  readonly hasTime: () => boolean
}

/** Between two sweeps a minute passes, so each looks as far ahead. */
const ahead = minutes
/** As long as this a job may be behind before it is handed the same again, which does no harm. */
const patience = hours

/**
 * Hands all that falls due within the minute to the jobs, the earliest first. First they get it, then it is set aside: a sweep
 * that dies in between hands some of it over twice, and none is ever left out. Answers how many there were, and the lateness
 * of the first in milliseconds.
 */
export const sweepDue = async <Entry extends Due>({ index, hand, now, hasTime }: SweepPorts<Entry>) => {
  const started = now()
  let handed = 0
  let latest = 0
  for await (const page of index.before(instantAt(started + ahead))) {
    latest = Math.max(latest, ...page.slice(0, 1).map(({ at }) => started - Date.parse(at)))
    for (const [kind, entries] of Map.groupBy(page, (entry) => entry.kind)) {
      const secondsTo = (at: string): number => Math.max(0, Math.ceil((Date.parse(at) - now()) / 1000))
      await hand(
        kind,
        entries.map(({ kind, id, at }) => ({ due: { kind, id, at }, seconds: secondsTo(at) })),
      )
    }
    await index.setAside(page, instantAt(now() + patience))
    handed += page.length
    if (!hasTime()) break
  }
  return { handed, latest }
}
