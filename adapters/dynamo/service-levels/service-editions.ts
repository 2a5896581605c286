import * as z from 'zod'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Loaded, Store } from '../../../domain/kernel/store.ts'
import type { EventSchema, Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import { absent } from '../table/conditions.ts'
import type { Item, Table } from '../table/table.ts'
import { serviceEditionKey } from './keys.ts'

type Edition = { readonly code: string; readonly edition: number }

/** Something that is kept in editions: the latest is the record, and each that was ever written stands beside it for good. */
type InEditions<Schema extends z.ZodType<Edition>, Events extends EventSchema> = {
  readonly kept: Kept<Schema, Events>
  /** The edition that ships under a code, until the firm writes one of its own. */
  readonly shipped: (code: string) => z.output<Schema> | undefined
}

export const editionStore = <Schema extends z.ZodType<Edition>, Events extends EventSchema>(
  table: Table,
  { kept, shipped }: InEditions<Schema, Events>,
): Store<z.output<Schema> | undefined, z.output<Events>> => {
  const store = recordStore(table, kept)
  return {
    load: async (code) => {
      const first = shipped(code)
      return (await store.load(code)) ?? (first && { state: first, version: 0 })
    },
    commit: (change) => {
      const { id, state } = change
      if (!state) throw new Failure(`${kept.kind} ${id} has events and no state`)
      const item = { ...serviceEditionKey(kept.kind, id, state.edition), entity: `${kept.kind}_edition`, edition: state }
      return recordStore(table, { ...kept, beside: [table.put(item, absent)] }).commit(change)
    },
  }
}

const StoredEdition = z.looseObject({ edition: z.unknown() })
const StoredRecord = z.looseObject({ version: z.int(), state: z.unknown() })

/** Editions never change, so a process reads each once. */
export const readEditions = <Schema extends z.ZodType<Edition>, Events extends EventSchema>(
  table: Table,
  { kept, shipped }: InEditions<Schema, Events>,
) => {
  const known = new Map<string, z.output<Schema>>()
  return async ({ code, edition }: Edition): Promise<z.output<Schema> | undefined> => {
    const name = `${code}#${edition}`
    const seen = known.get(name)
    if (seen) return seen
    const item = await table.get(serviceEditionKey(kept.kind, code, edition))
    const first = shipped(code)
    const found = item ? kept.schema.parse(StoredEdition.parse(item).edition) : first?.edition === edition ? first : undefined
    if (found && known.size < mostKnown) known.set(name, found)
    return found
  }
}
const mostKnown = 200

/** What stands in the table, with those that ship and that nobody has written anew, in the order of their codes. */
export const latestOf = <Schema extends z.ZodType<Edition>>(
  schema: Schema,
  items: readonly Item[],
  shipped: readonly z.output<Schema>[],
): readonly Loaded<z.output<Schema>>[] => {
  const written = items.map((item) => {
    const { version, state } = StoredRecord.parse(item)
    return { version, state: schema.parse(state) }
  })
  const untouched = shipped.filter(({ code }) => !written.some(({ state }) => state.code === code))
  return [...untouched.map((state) => ({ state, version: 0 })), ...written].sort((a, b) => (a.state.code < b.state.code ? -1 : 1))
}
