import type { SealedAt, Why } from '../../domain/kernel/care/vault.ts'
import { log } from './log.ts'

/**
 * Nobody asks a job to open what is sealed, so no event tells of it: the log does, by ids. Keys are held for minutes, so that the log of
 * the key service shows fewer openings than there are, and no purpose.
 */
export const tellOpening = ({ subject, item, purpose, cause }: SealedAt & Why): void =>
  log.info('a seal was opened', { subject, item, purpose, cause })
