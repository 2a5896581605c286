import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { ContactId, CustomerId } from '../kernel/ids.ts'
import { Lane } from '../kernel/lane.ts'
import { Language } from '../kernel/language.ts'
import { rule } from '../kernel/rule.ts'
import { line, name } from '../kernel/text.ts'
import { Level, Priority } from '../priorities/priority.ts'
import { longestPiece, piecesOf } from './pattern.ts'

/** What is searched for as it is said: whole words, and of Chinese, Japanese and Korean the characters themselves. */
const Words = line(40)
/** `#` a digit, `@` a letter from A to Z, `?` anything, `*` anything up to the end of the line: `@@@U#######` is a container. */
const Pattern = line(100).check(
  rule('sorting.pattern_bare', (pattern) => piecesOf(pattern).some((piece) => piece.some(({ kind }) => kind !== 'any'))),
  rule('sorting.pattern_long', (pattern) => piecesOf(pattern).every((piece) => piece.length <= longestPiece)),
)

/** Any of the words or patterns is there, all of `all` are, and none of `none` is. */
const Text = z.strictObject({
  in: z.enum(['subject', 'text', 'either']).default('either'),
  words: z.array(Words).max(40).default([]),
  patterns: z.array(Pattern).max(5).default([]),
  all: z.array(Words).max(10).default([]),
  none: z.array(Words).max(20).default([]),
})
export type TextCondition = z.infer<typeof Text>

const Domain = z
  .string()
  .toLowerCase()
  .regex(/^(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}$/)
  .max(253)

const Sender = z.strictObject({
  kinds: z
    .array(z.enum(['customer', 'contact', 'unknown']))
    .max(3)
    .optional(),
  customers: z.array(CustomerId).max(50).optional(),
  contacts: z.array(ContactId).max(50).optional(),
  /** A domain and what lies beneath it. */
  domains: z.array(Domain).max(50).optional(),
})

const Hours = z.strictObject({ calendar: Code, are: z.enum(['inside', 'outside']) })
const codes = z.array(Code).max(50).optional()

/** All that is given must hold. What is asked of a fact that is not there does not hold. */
const Condition = z.strictObject({
  text: z.array(Text).max(3).default([]),
  sender: Sender.optional(),
  tiers: codes,
  /** Any of these is among the tags of the customer. */
  customerTags: codes,
  languages: z.array(Language).max(2).optional(),
  channels: codes,
  /** A place is meant with all that lies within it, by how its code begins: `DE` is any port in Germany. */
  lanes: z.array(Lane).max(50).optional(),
  /** Those that a ticket can be opened with. A rule that was put before there were such may hold others. */
  shipmentStates: codes,
  hours: Hours.optional(),
  /** As rules before this one, or whoever opened the ticket, have said. */
  kinds: codes,
  teams: codes,
  tags: codes,
})
export type SortingCondition = z.infer<typeof Condition>

/** Of kind and team the first rule that says one is heard; levels and the priority only rise; tags come together. */
const Effect = z.strictObject({
  kind: Code.optional(),
  urgency: Level.optional(),
  impact: Level.optional(),
  /** At least this, whatever the table says. */
  priority: Priority.optional(),
  team: Code.optional(),
  tags: z.array(Code).max(10).default([]),
})
export type SortingEffect = z.infer<typeof Effect>

/** "When a message is like this, the ticket is that." Rules are gone through once, by `rank` and then by `id`; `stop` is the end of it. */
export const SortingRule = z.strictObject({
  id: Code,
  name: name(100),
  active: z.boolean().default(true),
  rank: z.int().min(0).max(9999).default(100),
  /** Whether messages to an open ticket go through it, too: they raise its priority and add tags. */
  on: z
    .array(z.enum(['opened', 'message']))
    .min(1)
    .max(2)
    .default(['opened']),
  when: Condition.default({ text: [] }),
  set: Effect,
  stop: z.boolean().default(false),
})
export type SortingRule = z.infer<typeof SortingRule>

/** More than anybody can keep in their head, and few enough to be gone through in a moment. */
export const mostRules = 200
