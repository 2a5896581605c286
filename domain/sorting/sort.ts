import { higherOf, type Level, moreUrgent, type Priority } from '../priorities/priority.ts'
import { priorityOf, raisedBy } from '../priorities/table.ts'
import type { SortingBook } from './book.ts'
import type { Given, SortingFacts } from './facts.ts'
import { type Before, groundsOf, readOf, type Standing } from './holds.ts'
import type { SortingEffect, SortingRule } from './rule.ts'
import type { Sorted, SortingReason } from './sorted.ts'

/** What a ticket is of which nobody can tell the kind: somebody wants to know something. */
const defaultKind = 'inquiry'
/** What cannot be told by a rule, a person or the kind is neither this nor that. */
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

/** "The first rule that says a kind or a team is heard; levels only rise; tags come together." */
const after = (settled: Settled, set: SortingEffect): Omit<Settled, 'why'> => ({
  kind: settled.kind ?? set.kind,
  team: settled.team ?? set.team,
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

const fired = (settled: Settled, { edition, is }: Rule, { set, grounds }: { set: SortingEffect; grounds: readonly string[] }): Settled => {
  const now = after(settled, set)
  const because = grounds.slice(0, 5).map((ground) => ground.slice(0, 100))
  const reason = { rule: is.id, edition, ...(because.length > 0 && { because }) }
  return { ...now, why: [...settled.why, ...saidBy(settled, now).map((what) => ({ ...reason, what }))] }
}

/** "A message to an open ticket makes it no other ticket": it sets neither kind nor team, and a kind that is no longer in use is nobody's. */
const heard = ({ kinds }: SortingBook, { on }: SortingFacts, { kind, team, ...rest }: SortingEffect): SortingEffect => ({
  ...rest,
  ...(on === 'opened' && kinds.some(({ is }) => is.code === kind) && { kind }),
  ...(on === 'opened' && { team }),
})

/**
 * Goes through the rules once, in their order, each on what those before it have made of the ticket. No rule is come to twice, so
 * rules that set what others ask for go round in no circle: what a later rule sets, an earlier one does not learn.
 */
const gone = (book: SortingBook, facts: SortingFacts): Settled => {
  const read = readOf(facts)
  let settled = settledBy(facts.given ?? {})
  for (const rule of book.rules) {
    const { active, on, when, set, stop } = rule.is
    if (!active || !on.includes(facts.on)) continue
    const before: Before = { facts, read, standing: settled }
    const grounds = groundsOf(when, before)
    if (!grounds) continue
    settled = fired(settled, rule, { set: heard(book, facts, set), grounds })
    if (stop) break
  }
  return settled
}

/** What nobody has said of it is as its kind is. A ticket that is open keeps the team that it has, be it none. */
const completed = ({ kinds }: SortingBook, { on }: SortingFacts, settled: Settled): Settled & { readonly kind: string } => {
  const code = settled.kind ?? defaultKind
  const kind = kinds.find(({ is }) => is.code === code)
  const team = settled.team ?? (on === 'opened' ? kind?.is.team : undefined)
  const reason = { rule: 'ticket_kind', edition: kind?.edition ?? 0 }
  const said = [...(settled.kind === undefined ? [`kind:${code}`] : []), ...(team === settled.team ? [] : [`team:${team}`])]
  return {
    ...settled,
    kind: code,
    team,
    urgency: settled.urgency ?? kind?.is.urgency ?? ordinary,
    impact: settled.impact ?? kind?.is.impact ?? ordinary,
    why: [...settled.why, ...said.map((what) => ({ ...reason, what }))],
  }
}

type Weight = { readonly urgency: Level; readonly impact: Level; readonly floor: Priority | undefined }

/** A ticket that opens goes by the table. One that is open goes by what has become of it: a message that says nothing new undoes no priority. */
const prioritized = ({ table }: SortingBook, { on, given, tier }: SortingFacts, { urgency, impact, floor }: Weight): Priority => {
  const is = { urgency, impact, tier }
  if (on === 'opened' || floor === undefined) return floored(floor, priorityOf(table.is, is)) ?? priorityOf(table.is, is)
  return raisedBy(table.is, floor, { was: { urgency: given?.urgency ?? urgency, impact: given?.impact ?? impact, tier }, is })
}

/**
 * What the rules and the priority table make of a ticket, with why. The priority is what the table says of urgency, impact and
 * tier, or what a rule or whoever opened it has asked for where that goes first: never below how the ticket stood.
 */
export const sort = (book: SortingBook, facts: SortingFacts): Sorted => {
  const done = completed(book, facts, gone(book, facts))
  const { kind, team, tags, urgency = ordinary, impact = ordinary, floor, why } = done
  const priority = prioritized(book, facts, { urgency, impact, floor })
  const because = [urgency, impact, ...(facts.tier === undefined ? [] : [facts.tier])]
  const reason = { rule: 'priority_table', edition: book.table.edition, what: `priority:${priority}`, because }
  return {
    kind,
    urgency,
    impact,
    priority,
    ...(team !== undefined && { team }),
    tags: [...tags],
    why: priority === floor ? [...why] : [...why, reason],
  }
}
