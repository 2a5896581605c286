import { onceIn } from '../../adapters/dynamo/once.ts'
import type { Once } from '../../domain/kernel/once.ts'
import { purposes } from '../runtime/purposes.ts'
import type { Foundations } from './foundations.ts'

/** Requests that may be repeated under an Idempotency-Key. `name` keeps those of one function apart from those of another. */
export const repeatable = ({ dynamo, tableName, derived }: Pick<Foundations, 'dynamo' | 'tableName' | 'derived'>, name: string): Once =>
  onceIn({ client: dynamo, tableName, name, fingerprintKey: derived(purposes.fingerprint) })
