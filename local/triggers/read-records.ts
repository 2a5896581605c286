import type { Clock } from '../clock.ts'
import type { Pace } from '../engines/expiry.ts'
import { forgottenAtOnce, type StreamPlace } from '../engines/stream-records.ts'
import type { TableEngine } from '../engines/table-engine.ts'
import type { Table } from '../engines/tables.ts'
import type { Ledger } from '../ledger.ts'
import { type Mapping, tableFollowed } from './mappings.ts'
import { checkpointOf } from './stream-source.ts'

export type Streams = {
  readonly engine: Pick<TableEngine, 'forget'>
  readonly tables: readonly Pick<Table, 'name'>[]
  readonly followers: readonly Pick<Mapping, 'id' | 'source'>[]
  readonly ledger: Pick<Ledger, 'get'>
  readonly clock: Pick<Clock, 'now' | 'offset'>
}

const daySeconds = 86_400
/** What takes longer is for the next sweep: whoever turns the clock waits for it. */
const pagesASweep = 10

/**
 * Forgets, as DynamoDB does, what is older than a day in real time of the streams of all tables, unless somebody who follows one
 * has not dealt with it yet: a deployment may be down for longer. Leaves the rest for another time when `signal` aborts.
 */
export const forgetRead = async (streams: Streams, pace: Pace, signal: AbortSignal): Promise<void> => {
  const { engine, tables, ledger, clock } = streams
  const before = Math.floor((clock.now() - clock.offset()) / 1000) - daySeconds
  for (const { name: table } of tables) {
    const followers = streams.followers.filter((mapping) => tableFollowed(mapping) === table)
    const isRead = ({ shard, sequence }: StreamPlace): boolean =>
      followers.every((mapping) => sequence < Number(ledger.get(checkpointOf(mapping, shard)) ?? 0))
    let forgotten = forgottenAtOnce
    for (let page = 0; page < pagesASweep && forgotten === forgottenAtOnce && !signal.aborted; page += 1) {
      const began = performance.now()
      forgotten = engine.forget({ table, before, isRead })
      await pace(performance.now() - began, signal)
    }
  }
}
