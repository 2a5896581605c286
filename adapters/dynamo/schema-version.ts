import * as z from 'zod'
import { schemaKey } from './keys.ts'
import { absent } from './table/conditions.ts'
import type { Table } from './table/table.ts'

const Held = z.looseObject({ schema: z.int() })

/** The version of the layout that the table holds. A table that holds none yet is given ours. */
export const heldSchema =
  (table: Table) =>
  async (ours: number): Promise<number> => {
    const held = await table.get(schemaKey)
    if (held) return Held.parse(held).schema
    const given = await table.putIf({ ...schemaKey, entity: 'schema', schema: ours }, absent)
    return given ? ours : Held.parse(await table.get(schemaKey)).schema
  }
