import { completeness } from '../../domain/customers/completeness.ts'
import type { CompletenessStore } from '../../domain/customers/ports.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { valueIn } from '../../domain/lists/list.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'

export type CompletenessPorts = {
  readonly store: CompletenessStore
  readonly lists: ReadLists
  readonly now: () => Instant
}

const attempts = 5
/** Tiers without a rank come last among the valuable. */
const lastRank = 9999

/**
 * Works out how complete a customer's file is, from what stands there now: doing it twice, late or out of order gives the
 * same. Throws when others keep getting in between, so that the queue brings it back.
 */
export const refreshCompleteness = async ({ store, lists, now }: CompletenessPorts, customerId: string): Promise<void> => {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const seen = await store.load(customerId)
    if (!seen) return
    const tierRank = valueIn((await lists()).tier, seen.profile.tier)?.rank ?? lastRank
    if (await store.save(seen, { ...completeness(seen.profile, seen), tierRank, at: now() })) return
  }
  throw new Failure(`the completeness of ${customerId} kept changing under ${attempts} attempts`)
}
