import * as z from 'zod'
import type { CountAt, UsedBefore } from '../../../domain/doors/ports.ts'
import { absent } from '../table/conditions.ts'
import { expiryAttribute } from '../table/indexes.ts'
import type { Table } from '../table/table.ts'
import { doorCountKey, doorNonceKey } from './keys.ts'

const secondsOf = (at: string): number => Math.floor(Date.parse(at) / 1000)

/** Counts in spans of so many seconds, each for itself: in the worst case twice as much gets through as in one. */
export const doorCounts =
  (table: Table): CountAt =>
  (place, { now, seconds }) => {
    const span = Math.floor(secondsOf(now) / seconds)
    return table.count(doorCountKey(place, span), (span + 2) * seconds)
  }

const Used = z.looseObject({ content: z.string() })

/** Whether a number that a caller may use once was used before, and for the same thing. */
export const doorNonces =
  (table: Table): UsedBefore =>
  async (door, { nonce, content, until }) => {
    const key = doorNonceKey(door, nonce)
    if (await table.putIf({ ...key, entity: 'door_nonce', content, [expiryAttribute]: secondsOf(until) }, absent)) return 'new'
    const found = await table.get(key)
    return found && Used.parse(found).content === content ? 'same' : 'other'
  }
