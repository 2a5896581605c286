import * as z from 'zod'
import type { InHand, Turn, Turns } from '../../../domain/dispatch/ports.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { unmoved } from '../table/conditions.ts'
import type { Table, Write } from '../table/table.ts'
import { inHandPartition, turnKey } from './keys.ts'

const Stored = z.looseObject({ revision: z.int(), gotAt: Instant })

/** Whose turn it is, of many in one request. */
export const turnsIn =
  (table: Table): Turns =>
  async (users) => {
    const items = await table.getMany(users.map(turnKey))
    return users.map((user, i) => {
      const { revision: given = 0, gotAt } = Stored.optional().parse(items[i]) ?? {}
      return { user, given, gotAt }
    })
  }

/** Takes somebody's turn, if nobody has since it was read. */
export const turnTaken = (table: Table, { user, given }: Turn, at: Instant): Write =>
  table.put({ ...turnKey(user), entity: 'turn', revision: given + 1, gotAt: at }, unmoved('revision', given))

/** Counts the rows that tickets in hand leave beside them. They come and go with the ticket itself, so there is no number to go astray. */
export const inHandOf =
  (table: Table): InHand =>
  async (user, most) =>
    (await table.query({ partition: inHandPartition(user), limit: most })).items.length
