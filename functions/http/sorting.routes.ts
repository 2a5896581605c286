import * as z from 'zod'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { sortingRules } from '../../domain/sorting/decide.ts'
import type { ReadSortingBook, SortingRuleStore } from '../../domain/sorting/ports.ts'
import { SortingRule } from '../../domain/sorting/rule.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'

export type SortingPorts = {
  readonly rules: SortingRuleStore
  readonly book: ReadSortingBook
  readonly lists: ReadLists
  /** The codes of the work calendars that there are. */
  readonly calendars: () => Promise<readonly string[]>
}

/** Version 0 is the rule that comes with the program. */
const RuleAnswer = SortingRule.extend({ version: z.int() })
type RuleAnswer = z.infer<typeof RuleAnswer>

const every = async ({ book }: SortingPorts): Promise<readonly RuleAnswer[]> =>
  (await book()).rules.map(({ is, edition }) => ({ ...is, version: edition }))

const put = async (
  ports: SortingPorts,
  { body: rule, context, ifMatch }: Request<unknown, SortingRule>,
): Promise<Result<RuleAnswer, Refused>> => {
  const [book, lists, calendars] = await Promise.all([ports.book(), ports.lists(), ports.calendars()])
  const command = { type: 'put', rule, book, known: { lists, calendars } } as const
  const done = await execute(sortingRules, ports.rules, { id: rule.id, command, context, ifMatch })
  if (!done.ok) return done
  // Put as it ships, a rule stays the one that ships: nothing is written.
  return ok({ ...(done.value.state ?? rule), version: done.value.version })
}

export const sortingRoutes: Routes<SortingPorts> = {
  'GET /v1/sorting-rules': route({
    summary: 'Read every rule by which tickets are sorted, in the order in which they are gone through',
    permission: 'desk:manage',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(RuleAnswer).readonly() }),
    status: 200,
    refusals: [],
    run: async (ports: SortingPorts) => ok({ items: await every(ports) }),
  }),

  'GET /v1/sorting-rules/{ruleId}': route({
    summary: 'Read one rule',
    permission: 'desk:manage',
    query: noQuery,
    body: noBody,
    answer: RuleAnswer,
    status: 200,
    refusals: ['sorting_rule.not_found'],
    run: async (ports: SortingPorts, request) => {
      const found = (await every(ports)).find(({ id }) => id === idIn(request, 'ruleId'))
      return found ? ok(found) : refuse({ code: 'sorting_rule.not_found' })
    },
  }),

  'POST /v1/sorting-rules': route({
    summary: 'Put a rule: add it, or have it say from the next ticket on what is written here',
    permission: 'desk:manage',
    query: noQuery,
    body: SortingRule,
    answer: RuleAnswer,
    status: 200,
    example: {
      id: 'cold_chain_alarm',
      name: '冷链温度异常',
      rank: 15,
      on: ['opened', 'message'],
      when: { text: [{ words: ['温度超标', 'temperature alarm'], patterns: ['@@@U#######'] }], tiers: ['vip'] },
      set: { kind: 'exception', urgency: 'high', impact: 'high', team: 'operations', tags: ['cold_chain'] },
    },
    refusals: ['request.invalid', 'version.conflict', 'version.contended'],
    run: put,
  }),
}
