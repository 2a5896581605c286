import * as z from 'zod'
import { Code } from '../../domain/kernel/code.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { PriorityTable, tableFindings } from '../../domain/priorities/table.ts'
import { bookWith } from '../../domain/sorting/book.ts'
import { type Known, ruleFindings } from '../../domain/sorting/check.ts'
import { Otherwise, sortedOtherwise } from '../../domain/sorting/dry-run.ts'
import type { PastTickets, ReadSortingBook } from '../../domain/sorting/ports.ts'
import { mostRules, SortingRule } from '../../domain/sorting/rule.ts'
import { type LookingUp, withLookups } from '../desk/sorter.ts'
import { pageRequest, within } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { noQuery, type Request, type Routes, route } from '../runtime/route.ts'

export type DryRunPorts = LookingUp & {
  readonly book: ReadSortingBook
  readonly lists: ReadLists
  readonly calendars: () => Promise<readonly string[]>
  readonly past: PastTickets
}

const DryRun = z.strictObject({
  /** Rules as they are to be, in the place of those with the same ids or besides. */
  rules: z.array(SortingRule).max(mostRules).default([]),
  table: PriorityTable.optional(),
  /** Over which tickets: live ones with the nearest deadline first, or those that are over with the last first. */
  state: z.enum(['live', 'over']).default('live'),
  team: Code.optional(),
  region: Code.optional(),
  kind: Code.optional(),
  limit: z.int().min(1).max(100).default(25),
  cursor: z.string().max(4096).optional(),
})
type DryRun = z.output<typeof DryRun>

const Answer = z.strictObject({
  /** How many tickets this page went over; those that would be sorted as they are now are not shown. */
  looked: z.int(),
  items: z.array(Otherwise).readonly(),
  next: z.string().nullable(),
})

/** What could not be put cannot be tried either. */
const findingsIn = (book: Awaited<ReturnType<ReadSortingBook>>, { rules, table }: DryRun, known: Known) => [
  ...rules.flatMap((rule, i) => ruleFindings(rule, { book, known }).map((one) => ({ ...one, pointer: `/rules/${i}${one.pointer}` }))),
  ...(table ? tableFindings(table, known.lists).map((one) => ({ ...one, pointer: `/table${one.pointer}` })) : []),
]

const run = async (
  ports: DryRunPorts,
  { body, context: { actor } }: Request<unknown, DryRun>,
): Promise<Result<z.infer<typeof Answer>, Refused>> => {
  const [book, lists, calendars] = await Promise.all([ports.book(), ports.lists(), ports.calendars()])
  const findings = findingsIn(book, body, { lists, calendars })
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  const { rules, table, limit, cursor, ...wanted } = body
  const view = within(wanted, actor)
  if (!view) return ok({ looked: 0, items: [], next: null })
  const page = await ports.past(view, pageRequest({ limit, cursor }, actor))
  if (!page.ok) return page
  const draft = bookWith(book, { drafts: rules, draftTable: table })
  const tickets = await Promise.all(
    page.value.items.map(async (ticket) => ({ ...ticket, facts: await withLookups(ports, [book, draft], ticket.facts) })),
  )
  return ok({ looked: tickets.length, items: sortedOtherwise(tickets, { book, draft }), next: page.value.next })
}

export const sortingDryRunRoutes: Routes<DryRunPorts> = {
  'POST /v1/sorting-rules/dry-run': route({
    summary: 'See which tickets of the past would be sorted otherwise by rules or a priority table as written here; nothing changes',
    permission: 'desk:manage',
    query: noQuery,
    body: DryRun,
    answer: Answer,
    status: 200,
    example: {
      rules: [
        { id: 'reefer', name: '冷藏箱', when: { text: [{ words: ['reefer', '冷藏'] }] }, set: { team: 'operations', tags: ['reefer'] } },
      ],
      state: 'over',
    },
    refusals: ['request.invalid', 'request.cursor_invalid'],
    unrepeatable: true,
    run,
  }),
}
