import { SealedUnreadable, VaultUnavailable } from '../../domain/kernel/care/vault.ts'
import type { RefusalCode } from './messages.ts'

const busy = new Set(['TableBusy', 'ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'])
/** Names that the SDK gives, and codes that Node gives, to what got no answer. Whether it was done nobody knows. */
const unanswered = new Set([
  'TimeoutError',
  'InternalServerError',
  'ServiceUnavailable',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
])

const marksOf = (error: Error): readonly string[] =>
  'code' in error && typeof error.code === 'string' ? [error.name, error.code] : [error.name]

/** What an outage means to the caller, however deep it lies under what others made of it. Whatever we do not know is a bug. */
export const outageOf = (error: unknown): RefusalCode => {
  if (!(error instanceof Error)) return 'service.failed'
  if (error instanceof VaultUnavailable) return 'service.vault_unavailable'
  if (error instanceof SealedUnreadable) return 'sealed.unreadable'
  const marks = marksOf(error)
  if (marks.some((mark) => busy.has(mark))) return 'service.busy'
  if (marks.some((mark) => unanswered.has(mark))) return 'service.unhealthy'
  return error.cause === undefined ? 'service.failed' : outageOf(error.cause)
}
