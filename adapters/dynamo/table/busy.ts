import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '../../../domain/kernel/failure.ts'

/** The service could not do it now, however often we asked; nothing was changed. */
export class TableBusy extends Failure {
  override readonly name = 'TableBusy'
}

export const attempts = 6

/** Full jitter (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/): anywhere up to a doubling bound. */
export const backoff = (attempt: number): Promise<void> => pause(Math.random() * Math.min(1000, 10 * 2 ** attempt))

/** What the service says of one write in a batch or a transaction, and what passes by itself. */
export const passing: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'InternalServerError',
])
