import type { Loaded, Store } from '../kernel/store.ts'
import type { SuppressionEvent } from './events.ts'
import type { Suppression } from './suppression.ts'

export type SuppressionStore = Store<Suppression | undefined, SuppressionEvent> & {
  /** Several at once, undefined where nothing was ever stopped. */
  readonly many: (ids: readonly string[]) => Promise<readonly (Suppression | undefined)[]>
  /** Those of a recipient, few by nature. */
  readonly ofRecipient: (recipientId: string) => Promise<readonly Loaded<Suppression>[]>
}
