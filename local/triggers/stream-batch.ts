import { setTimeout as pause } from 'node:timers/promises'
import type { RunningFunction } from '../functions/functions.ts'
import { failuresIn, type Mapping } from './mappings.ts'
import type { StreamRecord } from './stream-reader.ts'

export type Given = { readonly records: readonly StreamRecord[]; readonly attempts: number; readonly reason: string }
export type BatchWork = {
  readonly mapping: Mapping
  readonly function: RunningFunction
  /** Remembers that everything up to this record is dealt with. */
  readonly keep: (record: StreamRecord) => void
  /** Takes what was given up on. */
  readonly giveUp: (given: Given) => Promise<void>
  readonly eventOf: (record: StreamRecord) => object
  readonly isTooOld: (record: StreamRecord) => boolean
  readonly signal: AbortSignal
}
type Attempt = { readonly records: readonly StreamRecord[]; readonly attempts: number; readonly reason: string }

const backoffMs = (attempts: number): number => Math.min(5000, 50 * 2 ** attempts)

/** How many leading records are dealt with, and the error if not all are. */
const invoke = async ({ mapping, function: target, eventOf }: BatchWork, records: readonly StreamRecord[]) => {
  const { error, result } = await target.invoke(JSON.stringify({ Records: records.map(eventOf) }))
  if (error) return { done: 0, reason: error.errorType }
  const failed = mapping.partial ? failuresIn(result) : []
  if (!failed || failed.length === 0) return failed ? { done: records.length, reason: undefined } : { done: 0, reason: 'BatchItemFailures' }
  const first = records.findIndex(({ dynamodb }) => failed.includes(dynamodb.SequenceNumber))
  return { done: Math.max(0, first), reason: 'BatchItemFailures' }
}

const isSpent = ({ mapping, isTooOld }: BatchWork, { records, attempts }: Attempt): boolean =>
  attempts > 0 && ((mapping.retries >= 0 && attempts > mapping.retries) || records.some(isTooOld))

/** Halves that are tried one after the other, each afresh; a part that the function has already done is not halved again. */
const next = ({ mapping }: BatchWork, { records, attempts, reason }: Attempt, done: number): readonly Attempt[] => {
  const left = records.slice(done)
  const middle = Math.ceil(left.length / 2)
  if (mapping.bisect && done === 0 && left.length > 1)
    return [left.slice(0, middle), left.slice(middle)].map((part) => ({ records: part, attempts: 0, reason }))
  return [{ records: left, attempts: done > 0 ? 0 : attempts + 1, reason }]
}

/**
 * Deals with records in their order: handed over, tried again, halved, and given up on as the mapping says. What is dealt
 * with is kept at once, so that a crash repeats a batch but never skips one. Returns early when the signal aborts.
 */
export const dealWith = async (work: BatchWork, records: readonly StreamRecord[]): Promise<void> => {
  const open: Attempt[] = [{ records, attempts: 0, reason: '' }]
  for (let attempt = open.shift(); attempt && !work.signal.aborted; attempt = open.shift()) {
    const last = attempt.records.at(-1)
    if (!last) continue
    if (isSpent(work, attempt)) {
      await work.giveUp(attempt)
      work.keep(last)
      continue
    }
    const { done, reason } = await invoke(work, attempt.records)
    const lastDone = attempt.records[done - 1]
    if (lastDone) work.keep(lastDone)
    if (reason === undefined || work.signal.aborted) continue
    open.unshift(...next(work, { ...attempt, reason }, done))
    await pause(backoffMs(attempt.attempts))
  }
}
