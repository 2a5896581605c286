import { ulid } from 'ulid'
import * as z from 'zod'
import { PriorityTableEvent } from '../../../domain/priorities/events.ts'
import type { PriorityTableStore } from '../../../domain/priorities/ports.ts'
import { PriorityTable } from '../../../domain/priorities/table.ts'
import { bookOf } from '../../../domain/sorting/book.ts'
import { SortingRuleEvent } from '../../../domain/sorting/events.ts'
import type { ReadSortingBook, SortingRuleStore } from '../../../domain/sorting/ports.ts'
import { SortingRule } from '../../../domain/sorting/rule.ts'
import type { AllTicketKinds } from '../../../domain/ticket-kinds/ports.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import { joined } from '../table/joined.ts'
import type { Table, Write } from '../table/table.ts'
import { allSortingRules, priorityTableKey, sortingMarkKey, sortingRuleKey } from './keys.ts'

/** Every change of what tickets are sorted by moves the mark that readers compare. */
const moved = (table: Table): Write => table.put({ ...sortingMarkKey, entity: 'sorting_mark', mark: ulid() })

const rules: Kept<typeof SortingRule, typeof SortingRuleEvent> = {
  kind: 'sorting_rule',
  schema: SortingRule,
  events: SortingRuleEvent,
  key: sortingRuleKey,
  about: () => [],
}

export const sortingRuleStore = (table: Table): SortingRuleStore => ({
  load: recordStore(table, rules).load,
  commit: (change) => recordStore(table, { ...rules, beside: [moved(table)] }).commit(change),
})

const priorities: Kept<typeof PriorityTable, typeof PriorityTableEvent> = {
  kind: 'priority_table',
  schema: PriorityTable,
  events: PriorityTableEvent,
  key: priorityTableKey,
  about: () => [],
}

export const priorityTableStore = (table: Table): PriorityTableStore => ({
  load: recordStore(table, priorities).load,
  commit: (change) => recordStore(table, { ...priorities, beside: [moved(table)] }).commit(change),
})

const StoredRule = z.looseObject({ version: z.int(), state: SortingRule })
const StoredTable = z.looseObject({ version: z.int(), state: PriorityTable })
const Mark = z.looseObject({ mark: z.string() })

type Settings = Omit<Parameters<typeof bookOf>[0], 'kinds'>

const readSettings = async (table: Table): Promise<Settings> => {
  const [found, priority] = await Promise.all([
    table.queryAll({ partition: allSortingRules.partition, prefix: ['sk', allSortingRules.prefix] }),
    table.get(priorityTableKey()),
  ])
  const stored = priority && StoredTable.parse(priority)
  return {
    rules: found.map((item) => {
      const { version, state } = StoredRule.parse(item)
      return { edition: version, is: state }
    }),
    table: stored && { edition: stored.version, is: stored.state },
  }
}

/**
 * The rules and the table as they are now. A process keeps them, and looks at the mark each time: while it stands, nothing has
 * changed. The mark is read first, so what changes while it is read is read again next time.
 */
export const sortingBook = (table: Table, kinds: AllTicketKinds): ReadSortingBook => {
  let kept: { readonly mark: string | undefined; readonly settings: Settings } | undefined
  return joined(async () => {
    const [item, all] = await Promise.all([table.get(sortingMarkKey), kinds()])
    const mark = item && Mark.parse(item).mark
    if (!kept || kept.mark !== mark) kept = { mark, settings: await readSettings(table) }
    return bookOf({ ...kept.settings, kinds: all })
  })
}
