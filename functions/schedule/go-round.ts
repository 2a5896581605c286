import type { Rounds } from '../../domain/customers/rounds.ts'
import { cadenceName } from '../../domain/lists/cadence.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'

export type RoundPorts = {
  readonly rounds: Rounds
  readonly lists: ReadLists
  /** Hands customers to the job that looks after them. Throws when it could not. */
  readonly hand: (customerIds: readonly string[]) => Promise<void>
  /** Whether there is time for another page; what is left waits for the next round. */
  readonly hasTime: () => boolean
}

/**
 * Hands every active customer to the job that looks after them, once for each way in which the cadences have been set; goes on
 * where the time ran out. A round that dies hands a page over twice. Answers how many were handed over.
 */
export const goRound = async ({ rounds, lists, hand, hasTime }: RoundPorts): Promise<number> => {
  const cadences = cadenceName(await lists())
  const last = await rounds.last()
  const isSame = last?.cadences === cadences
  if (isSame && last.after === undefined) return 0
  let handed = 0
  for await (const { ids, after } of rounds.customers(isSame ? last.after : undefined)) {
    await hand(ids)
    await rounds.save({ cadences, after })
    handed += ids.length
    if (!hasTime()) break
  }
  return handed
}
