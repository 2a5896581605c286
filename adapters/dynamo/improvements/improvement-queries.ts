import * as z from 'zod'
import { Improvement } from '../../../domain/improvements/improvement.ts'
import type { ImprovementQueries } from '../../../domain/improvements/ports.ts'
import { ok } from '../../../domain/kernel/result.ts'
import type { Cursors } from '../table/cursor.ts'
import { keyAttributes } from '../table/indexes.ts'
import { paged } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { allImprovements, improvementKey, improvementsAt, improvementsBecauseOf, improvementsOwnedBy } from './keys.ts'

const Link = z.looseObject({ improvementId: z.string() })
const idIn = (item: Item): string => Link.parse(item).improvementId
const Stored = z.looseObject({ version: z.int(), state: Improvement })

const listOf = ({ owner, because }: Wanted): string => {
  if (owner !== undefined) return improvementsOwnedBy(owner)
  return because === undefined ? allImprovements() : improvementsBecauseOf(because)
}
type Wanted = Parameters<ImprovementQueries['list']>[0]

export const improvementQueries = (table: Table, cursors: Cursors): ImprovementQueries => ({
  list: async (wanted, page) => {
    const query = { partition: listOf(wanted), prefix: [keyAttributes.sort, improvementsAt(wanted.status)] as const }
    const found = await paged({ table, cursors }, query, { page, read: idIn })
    if (!found.ok) return found
    const items = await table.getMany(found.value.items.map(improvementKey))
    const read = items.flatMap((item) => {
      if (!item) return []
      const { version, state } = Stored.parse(item)
      return [{ version, state }]
    })
    return ok({ items: read, next: found.value.next })
  },
})
