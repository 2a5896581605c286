import { block, type Finding } from '../kernel/finding.ts'
import { ShipmentState } from '../kernel/shipment-state.ts'
import type { CodedLists } from '../lists/list.ts'
import { listed } from '../lists/listed.ts'
import type { SortingBook } from './book.ts'
import { mostRules, type SortingRule } from './rule.ts'

/** So much is searched for in every message, by all rules together: more would make each of them wait. */
const most = { words: 2000, patterns: 100 }

/** What a rule may name. */
export type Known = {
  readonly lists: CodedLists
  /** The work calendars that there are. */
  readonly calendars: readonly string[]
}

const kindFindings = (kinds: readonly string[], codes: readonly string[], pointer: string): readonly Finding[] =>
  codes.flatMap((code, i) =>
    kinds.includes(code) ? [] : [block('sorting.kind_unknown', pointer === '/set/kind' ? pointer : `${pointer}/${i}`)],
  )

/** "A rule names what there is: a tier, a team, a tag or a kind that is not in use would match nothing, and nobody would notice." */
const namedFindings = ({ set, when }: SortingRule, { lists, calendars }: Known, kinds: readonly string[]): readonly Finding[] => [
  ...listed(lists, 'team', set.team, '/set/team'),
  ...(when.tiers ?? []).flatMap((tier, i) => listed(lists, 'tier', tier, `/when/tiers/${i}`)),
  ...set.tags.flatMap((tag, i) => listed(lists, 'tag', tag, `/set/tags/${i}`)),
  ...(when.tags ?? []).flatMap((tag, i) => listed(lists, 'tag', tag, `/when/tags/${i}`)),
  ...(when.customerTags ?? []).flatMap((tag, i) => listed(lists, 'tag', tag, `/when/customerTags/${i}`)),
  ...(when.teams ?? []).flatMap((team, i) => listed(lists, 'team', team, `/when/teams/${i}`)),
  ...kindFindings(kinds, set.kind === undefined ? [] : [set.kind], '/set/kind'),
  ...kindFindings(kinds, when.kinds ?? [], '/when/kinds'),
  ...(when.hours && !calendars.includes(when.hours.calendar) ? [block('sorting.calendar_unknown', '/when/hours/calendar')] : []),
]

/** "A rule asks for what can be known": the state of a shipment is said when a ticket opens, and not with each message. */
const shipmentFindings = ({ on, when: { shipmentStates: asked = [] } }: SortingRule): readonly Finding[] => [
  ...asked.flatMap((state, i) =>
    ShipmentState.safeParse(state).success ? [] : [block('sorting.shipment_state_unknown', `/when/shipmentStates/${i}`)],
  ),
  ...(asked.length > 0 && !on.includes('opened') ? [block('sorting.shipment_state_later', '/on')] : []),
]

const isIdle = ({ set: { tags, ...rest }, stop }: SortingRule): boolean =>
  !stop && tags.length === 0 && Object.values(rest).every((value) => value === undefined)

const searched = (rules: readonly SortingRule[]): { readonly words: number; readonly patterns: number } => {
  const texts = rules.filter(({ active }) => active).flatMap(({ when }) => when.text)
  return {
    words: texts.reduce((sum, { words, all, none }) => sum + words.length + all.length + none.length, 0),
    patterns: texts.reduce((sum, { patterns }) => sum + patterns.length, 0),
  }
}

const sizeFindings = (rule: SortingRule, { rules }: SortingBook): readonly Finding[] => {
  const all = [...rules.map(({ is }) => is).filter(({ id }) => id !== rule.id), rule]
  const { words, patterns } = searched(all)
  const isFull = all.length > mostRules || words > most.words || patterns > most.patterns
  return isFull ? [block('sorting.book_full', '')] : []
}

/** Why a rule cannot be among the others. */
export const ruleFindings = (rule: SortingRule, { book, known }: { book: SortingBook; known: Known }): readonly Finding[] => [
  ...(isIdle(rule) ? [block('sorting.sets_nothing', '/set')] : []),
  ...namedFindings(
    rule,
    known,
    book.kinds.map(({ is }) => is.code),
  ),
  ...shipmentFindings(rule),
  ...sizeFindings(rule, book),
]
