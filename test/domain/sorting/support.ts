import * as fc from 'fast-check'
import { Instant } from '../../../domain/kernel/instant.ts'
import { levels, priorities } from '../../../domain/priorities/priority.ts'
import { bookOf, type SortingBook } from '../../../domain/sorting/book.ts'
import type { SortingFacts } from '../../../domain/sorting/facts.ts'
import { SortingRule } from '../../../domain/sorting/rule.ts'
import { shippedRules } from '../../../domain/sorting/shipped.ts'
import { TicketKind } from '../../../domain/ticket-kinds/kind.ts'

export const kindOf = (code: string, facts: object = {}) =>
  TicketKind.parse({
    code,
    labels: { 'zh-CN': code, en: code },
    form: [],
    causes: [{ code: 'other', labels: { 'zh-CN': '其他', en: 'Other' } }],
    ...facts,
  })

const kindCodes = ['inquiry', 'tracking', 'complaint', 'exception', 'claim', 'booking_change', 'billing_dispute', 'document_request']
const kinds = kindCodes.map((code) => ({
  version: 0,
  state: kindOf(code, code === 'inquiry' ? { urgency: 'low', team: 'customer_service' } : {}),
}))

export const ruleOf = (facts: object): SortingRule =>
  SortingRule.parse({ id: 'a_rule', name: 'A rule', set: { tags: ['reefer'] }, ...facts })

/** A book of these rules alone: those that ship are put out of use. */
export const bookOfRules = (...rules: readonly SortingRule[]): SortingBook =>
  bookOf({
    rules: [
      ...shippedRules()
        .filter(({ id }) => !rules.some((rule) => rule.id === id))
        .map((rule) => ({ ...rule, active: false })),
      ...rules,
    ].map((is) => ({ edition: 1, is })),
    table: undefined,
    kinds,
  })
export const shippedBook = bookOf({ rules: [], table: undefined, kinds })

export const factsOf = (facts: Partial<SortingFacts> = {}): SortingFacts => ({
  on: 'opened',
  at: Instant.parse('2026-11-22T02:00:00.000Z'),
  channel: 'mail',
  text: '您好',
  sender: { kind: 'unknown' },
  ...facts,
})

const [tags, teams] = [
  ['red', 'green', 'blue'],
  ['customer_service', 'finance', 'operations'],
]
const some = (codes: readonly string[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 2 }), { nil: undefined })
const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })

/** Rules that set what others, or they themselves, ask for, in all ways. */
export const rulesArb: fc.Arbitrary<readonly SortingRule[]> = fc
  .array(
    fc.record({
      rank: fc.nat(5),
      stop: fc.constantFrom(false, false, false, true),
      active: fc.constantFrom(true, true, true, false),
      on: fc.constantFrom(['opened'], ['message'], ['opened', 'message']),
      when: fc.record({ kinds: some(kindCodes), teams: some(teams), tags: some(tags), tiers: some(['vip', 'regular']) }),
      set: fc.record({
        kind: maybe(kindCodes),
        team: maybe(teams),
        urgency: maybe(levels),
        impact: maybe(levels),
        priority: maybe(priorities),
        tags: fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 2 }),
      }),
    }),
    { maxLength: 8 },
  )
  .map((drafts) => drafts.map((draft, i) => ruleOf({ ...draft, id: `r${i}` })))

export const factsArb: fc.Arbitrary<SortingFacts> = fc
  .record({
    on: fc.constantFrom('opened' as const, 'message' as const),
    tier: maybe(['vip', 'regular']),
    given: fc.record({
      kind: maybe(kindCodes),
      team: maybe(teams),
      urgency: maybe(levels),
      impact: maybe(levels),
      priority: maybe(priorities),
      tags: fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 2 }),
    }),
  })
  .map(factsOf)
