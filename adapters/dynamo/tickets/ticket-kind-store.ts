import { ulid } from 'ulid'
import * as z from 'zod'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { TicketKindEvent } from '../../../domain/ticket-kinds/events.ts'
import { TicketKind } from '../../../domain/ticket-kinds/kind.ts'
import type { AllTicketKinds, TicketKindStore } from '../../../domain/ticket-kinds/ports.ts'
import { shippedKind, shippedKinds } from '../../../domain/ticket-kinds/shipped.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import { joined } from '../table/joined.ts'
import type { Item, Table } from '../table/table.ts'
import { everyTicketKind, ticketKindKey, ticketKindPartition, ticketKindsMarkKey } from './keys.ts'

const kept: Kept<typeof TicketKind, typeof TicketKindEvent> = {
  kind: 'ticket_kind',
  schema: TicketKind,
  events: TicketKindEvent,
  key: ticketKindKey,
  about: () => [],
}

/** The kinds of ticket. One that was never changed is as it ships, at version 0. Every change moves the mark that readers compare. */
export const ticketKindStore = (table: Table): TicketKindStore => {
  const store = recordStore(table, kept)
  return {
    load: async (code) => {
      const shipped = shippedKind(code)
      return (await store.load(code)) ?? (shipped && { state: shipped, version: 0 })
    },
    commit: (change) => {
      const moved = table.put({ ...ticketKindsMarkKey(), entity: 'ticket_kinds_mark', mark: ulid() })
      return recordStore(table, { ...kept, beside: [moved] }).commit(change)
    },
  }
}

const Stored = z.looseObject({ version: z.int(), state: TicketKind })
const read = (item: Item): Loaded<TicketKind> => {
  const { version, state } = Stored.parse(item)
  return { version, state }
}

const readAll = async (table: Table): Promise<readonly Loaded<TicketKind>[]> => {
  const items = await table.queryAll({ partition: ticketKindPartition(), prefix: ['sk', everyTicketKind] })
  const written = items.map(read)
  const untouched = shippedKinds.filter(({ code }) => !written.some(({ state }) => state.code === code))
  return [...untouched.map((state) => ({ state, version: 0 })), ...written]
}

const Mark = z.looseObject({ mark: z.string() })

/** All kinds as they are now. A process keeps them, and looks at the mark each time: while it stands, no kind has changed. */
export const allTicketKinds = (table: Table): AllTicketKinds => {
  let known: { readonly mark: string | undefined; readonly kinds: readonly Loaded<TicketKind>[] } | undefined
  return joined(async () => {
    const item = await table.get(ticketKindsMarkKey())
    const mark = item && Mark.parse(item).mark
    if (!known || known.mark !== mark) known = { mark, kinds: await readAll(table) }
    return known.kinds
  })
}
