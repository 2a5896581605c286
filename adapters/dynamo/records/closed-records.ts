import type * as z from 'zod'
import { unite } from '../../../domain/kernel/care/care.ts'
import type { FindClosed } from '../../../domain/kernel/care/closed.ts'
import { fieldClasses } from '../../../domain/kernel/care/field-class.ts'
import { masked } from '../../../domain/kernel/care/marks.ts'
import { SealedUnreadable, type Vault } from '../../../domain/kernel/care/vault.ts'
import type { Table } from '../table/table.ts'
import { indexesOf } from './address-indexes.ts'
import type { EventSchema, Kept } from './kept.ts'
import { placeOf, StoredRecord } from './record-item.ts'

/** Records of a noun for those who mostly decide without opening them, and then open as little as they need. */
export const closedRecords =
  <Schema extends z.ZodType, Events extends EventSchema>(
    table: Table,
    kept: Kept<Schema, Events>,
    vault: Vault,
  ): FindClosed<z.output<Schema>> =>
  async (id, why) => {
    const item = await table.get(kept.key(id))
    if (!item) return undefined
    const { state, sealed, indexes } = StoredRecord.parse(item)
    const known = masked(kept.schema).parse(state)
    const opened = async (only?: readonly string[]) => {
      if (!sealed) return []
      const message = await vault.open(placeOf(id), sealed, { ...why, only })
      if (!message.ok) throw new SealedUnreadable(`the key of ${id} is destroyed`)
      return message.value
    }
    return {
      state: known,
      // Of a record that was last written before indexes were kept, or by somebody who could make none.
      indexes: async () => indexes ?? indexesOf(vault, kept.addresses?.(unite(known, await opened(), fieldClasses)) ?? []),
      open: async (pointers) => new Map((await opened(pointers)).map(({ pointer, value }) => [pointer, value])),
    }
  }
