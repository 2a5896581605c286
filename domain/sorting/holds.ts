import type { SortingFacts } from './facts.ts'
import { hasPattern } from './pattern.ts'
import type { SortingCondition, TextCondition } from './rule.ts'
import { folded, hasWords } from './words.ts'

/** A message in the form in which it is searched, folded once for all rules. */
export type Read = { readonly subject: string; readonly text: string; readonly either: string }

export const readOf = ({ subject = '', text }: SortingFacts): Read => {
  const [head, body] = [folded(subject), folded(text)]
  return { subject: head, text: body, either: `${head}\n${body}` }
}

/** How the ticket stands when a rule is come to. */
export type Standing = { readonly kind: string | undefined; readonly team: string | undefined; readonly tags: readonly string[] }

/** What a rule goes by: the message, and what rules before it have made of the ticket. */
export type Before = { readonly facts: SortingFacts; readonly read: Read; readonly standing: Standing }

/** What a condition went by; undefined where it does not hold. Nothing is asked of nobody, and that always holds. */
type Grounds = readonly string[] | undefined
const nothing: Grounds = []

const textGrounds = (condition: TextCondition, read: Read): Grounds => {
  const text = read[condition.in]
  const { words, patterns, all, none } = condition
  if (none.some((one) => hasWords(text, one)) || !all.every((one) => hasWords(text, one))) return undefined
  if (words.length + patterns.length === 0) return all
  const found = words.find((one) => hasWords(text, one)) ?? patterns.find((one) => hasPattern(text, one))
  return found === undefined ? undefined : [...all, found]
}

const among = (allowed: readonly string[] | undefined, value: string | undefined): Grounds => {
  if (allowed === undefined) return nothing
  return value !== undefined && allowed.includes(value) ? [value] : undefined
}

const tagGrounds = (wanted: readonly string[] | undefined, tags: readonly string[]): Grounds => {
  if (wanted === undefined) return nothing
  const found = wanted.find((tag) => tags.includes(tag))
  return found === undefined ? undefined : [found]
}

const domainGrounds = (domains: readonly string[] | undefined, domain: string | undefined): Grounds => {
  if (domains === undefined) return nothing
  const sent = domain?.toLowerCase()
  const found = domains.find((one) => sent === one || sent?.endsWith(`.${one}`))
  return found === undefined ? undefined : [found]
}

const isWithin = (place: string | undefined, wanted: string | undefined): boolean =>
  wanted === undefined || (place?.toUpperCase().startsWith(wanted) ?? false)

const laneGrounds = (lanes: SortingCondition['lanes'], lane: SortingFacts['lane']): Grounds => {
  if (lanes === undefined) return nothing
  const isOn = lane !== undefined && lanes.some(({ from, to }) => isWithin(lane.from, from) && isWithin(lane.to, to))
  return isOn ? [`${lane.from ?? ''}-${lane.to ?? ''}`] : undefined
}

const hourGrounds = (asked: SortingCondition['hours'], hours: SortingFacts['hours']): Grounds => {
  if (asked === undefined) return nothing
  const isSo = hours !== undefined && Object.hasOwn(hours, asked.calendar) && hours[asked.calendar] === asked.are
  return isSo ? [`${asked.are}:${asked.calendar}`] : undefined
}

/** What a rule goes by where all that it asks for holds; undefined where something does not. */
export const groundsOf = (when: SortingCondition, { facts, read, standing }: Before): readonly string[] | undefined => {
  const { sender } = facts
  const asked: readonly (() => Grounds)[] = [
    () => among(when.channels, facts.channel),
    () => among(when.sender?.kinds, sender.kind),
    () => among(when.sender?.customers, sender.customerId),
    () => among(when.sender?.contacts, sender.contactId),
    () => domainGrounds(when.sender?.domains, sender.domain),
    () => among(when.tiers, facts.tier),
    () => tagGrounds(when.customerTags, facts.customerTags ?? []),
    () => among(when.languages, facts.language),
    () => laneGrounds(when.lanes, facts.lane),
    () => among(when.shipmentStates, facts.shipmentState),
    () => hourGrounds(when.hours, facts.hours),
    () => among(when.kinds, standing.kind),
    () => among(when.teams, standing.team),
    () => tagGrounds(when.tags, standing.tags),
    ...when.text.map((condition) => () => textGrounds(condition, read)),
  ]
  const grounds: string[] = []
  for (const ask of asked) {
    const found = ask()
    if (!found) return undefined
    grounds.push(...found)
  }
  return grounds
}
