import type { Loaded } from '../kernel/store.ts'
import { type PriorityTable, shippedTable } from '../priorities/table.ts'
import type { TicketKind } from '../ticket-kinds/kind.ts'
import type { SortingRule } from './rule.ts'
import { shippedRules } from './shipped.ts'

/** Something as it stood in one edition of it: 0 is what comes with the program. */
type Edited<Thing> = { readonly edition: number; readonly is: Thing }

/** What a kind of ticket is unless something else is said of one. */
type KindOfBook = Pick<TicketKind, 'code' | 'urgency' | 'impact' | 'team'>

/** All that tickets are sorted by: the rules in their order, the table, and the kinds in use. */
export type SortingBook = {
  readonly rules: readonly Edited<SortingRule>[]
  readonly table: Edited<PriorityTable>
  readonly kinds: readonly Edited<KindOfBook>[]
}

type Put = {
  readonly rules: readonly Edited<SortingRule>[]
  readonly table: Edited<PriorityTable> | undefined
  readonly kinds: readonly Loaded<TicketKind>[]
}

const inOrder = (one: Edited<SortingRule>, other: Edited<SortingRule>): number =>
  one.is.rank - other.is.rank || (one.is.id < other.is.id ? -1 : 1)

/** The rules that somebody has put, and beneath them those that ship. */
export const bookOf = ({ rules, table, kinds }: Put): SortingBook => {
  const shipped = shippedRules()
    .filter(({ id }) => !rules.some(({ is }) => is.id === id))
    .map((is) => ({ edition: 0, is }))
  return {
    rules: [...rules, ...shipped].sort(inOrder),
    table: table ?? { edition: 0, is: shippedTable },
    kinds: kinds.filter(({ state }) => !state.retired).map(({ state, version }) => ({ edition: version, is: state })),
  }
}

/** A book in which some rules, or the table, are as somebody thinks of having them: what a dry run sorts by. */
export const bookWith = (
  { rules, table, kinds }: SortingBook,
  { drafts, draftTable }: { drafts: readonly SortingRule[]; draftTable: PriorityTable | undefined },
): SortingBook => {
  const kept = rules.filter(({ is }) => !drafts.some(({ id }) => id === is.id))
  const next = drafts.map((is) => ({ edition: (rules.find((rule) => rule.is.id === is.id)?.edition ?? 0) + 1, is }))
  return {
    rules: [...kept, ...next].sort(inOrder),
    table: draftTable ? { edition: table.edition + 1, is: draftTable } : table,
    kinds,
  }
}

/** Whether any rule asks for the tags of the customer. */
export const asksForCustomerTags = ({ rules }: SortingBook): boolean =>
  rules.some(({ is }) => is.active && is.when.customerTags !== undefined)

/** The work calendars that rules ask for. */
export const calendarsIn = ({ rules }: SortingBook): readonly string[] => [
  ...new Set(rules.flatMap(({ is }) => (is.active && is.when.hours ? [is.when.hours.calendar] : []))),
]
