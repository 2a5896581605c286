import { higherOf, type Level, moreUrgent, type Priority } from '../priorities/priority.ts'
import { priorityOf } from '../priorities/table.ts'
import type { SortingBook } from './book.ts'
import type { Given, SortingFacts } from './facts.ts'
import { type Before, groundsOf, readOf, type Standing } from './holds.ts'
import type { SortingEffect, SortingRule } from './rule.ts'
import type { Sorted, SortingReason } from './sorted.ts'

/** What cannot be told by a rule or a person is neither this nor that. */
const ordinary: Level = 'medium'
/** As many tags as a ticket takes from its rules. */
const mostTags = 20

/** How far the rules have come: what is settled, and the priority that it is not to be below. */
type Settled = Standing & {
  readonly urgency: Level | undefined
  readonly impact: Level | undefined
  readonly floor: Priority | undefined
  readonly why: readonly SortingReason[]
}

const settledBy = ({ kind, team, tags = [], urgency, impact, priority }: Given): Settled => ({
  kind,
  team,
  tags,
  urgency,
  impact,
  floor: priority,
  why: [],
})

const raised = (from: Level | undefined, to: Level | undefined): Level | undefined =>
  from === undefined || to === undefined ? (from ?? to) : higherOf(from, to)
const floored = (from: Priority | undefined, to: Priority | undefined): Priority | undefined =>
  from === undefined || to === undefined ? (from ?? to) : moreUrgent(from, to)

/** "The first rule that says a kind or a team is heard; levels only rise; tags come together." A message sets neither kind nor team. */
const after = (settled: Settled, set: SortingEffect, isOpening: boolean): Omit<Settled, 'why'> => ({
  kind: isOpening ? (settled.kind ?? set.kind) : settled.kind,
  team: isOpening ? (settled.team ?? set.team) : settled.team,
  tags: [...new Set([...settled.tags, ...set.tags])].slice(0, Math.max(mostTags, settled.tags.length)),
  urgency: raised(settled.urgency, set.urgency),
  impact: raised(settled.impact, set.impact),
  floor: floored(settled.floor, set.priority),
})

/** What a rule has changed, each as `member:value`. */
const saidBy = (before: Settled, now: Omit<Settled, 'why'>): readonly string[] => [
  ...(['kind', 'urgency', 'impact', 'team'] as const).flatMap((member) =>
    now[member] === undefined || now[member] === before[member] ? [] : [`${member}:${now[member]}`],
  ),
  ...(now.floor === undefined || now.floor === before.floor ? [] : [`priority:${now.floor}`]),
  ...now.tags.filter((tag) => !before.tags.includes(tag)).map((tag) => `tag:${tag}`),
]

type Rule = { readonly edition: number; readonly is: SortingRule }

const fired = (settled: Settled, { edition, is }: Rule, { facts, grounds }: { facts: SortingFacts; grounds: readonly string[] }): Settled => {
  const now = after(settled, is.set, facts.on === 'opened')
  const because = grounds.slice(0, 5).map((ground) => ground.slice(0, 100))
  const reason = { rule: is.id, edition, ...(because.length > 0 && { because }) }
  return { ...now, why: [...settled.why, ...saidBy(settled, now).map((what) => ({ ...reason, what }))] }
}

/**
 * Goes through the rules once, in their order, each on what those before it have made of the ticket. No rule is come to twice, so
 * rules that set what others ask for go round in no circle: what a later rule sets, an earlier one does not learn.
 */
const gone = ({ rules }: SortingBook, facts: SortingFacts): Settled => {
  const read = readOf(facts)
  let settled = settledBy(facts.given ?? {})
  for (const rule of rules) {
    const { active, on, when, stop } = rule.is
    if (!active || !on.includes(facts.on)) continue
    const before: Before = { facts, read, standing: settled }
    const grounds = groundsOf(when, before)
    if (!grounds) continue
    settled = fired(settled, rule, { facts, grounds })
    if (stop) break
  }
  return settled
}

/**
 * What the rules and the priority table make of a ticket, with why. The priority is what the table says of urgency, impact and
 * tier, or what a rule or whoever opened it has asked for where that goes first: never below how the ticket stood.
 */
export const sort = (book: SortingBook, facts: SortingFacts): Sorted => {
  const { kind, team, tags, urgency = ordinary, impact = ordinary, floor, why } = gone(book, facts)
  const byTable = priorityOf(book.table.is, { urgency, impact, tier: facts.tier })
  const priority = floored(floor, byTable) ?? byTable
  const isTables = floor === undefined || priority !== floor
  const reason = { rule: 'priority_table', edition: book.table.edition, what: `priority:${byTable}`, because: [urgency, impact, facts.tier ?? '-'] }
  return {
    ...(kind !== undefined && { kind }),
    urgency,
    impact,
    priority,
    ...(team !== undefined && { team }),
    tags: [...tags],
    why: isTables ? [...why, reason] : [...why],
  }
}
