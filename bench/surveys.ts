import { ulid } from 'ulid'
import { dueShardOf } from '../adapters/dynamo/keys.ts'
import { surveyStore } from '../adapters/dynamo/surveys/survey-store.ts'
import { instantAt } from '../domain/kernel/instant.ts'
import { Survey } from '../domain/surveys/survey.ts'
import { type Made, recorded, seed } from './records.ts'
import type { Stage } from './stage.ts'

const actor = { id: 'usr_bench', roles: [], permissions: [], sees: [], reveals: [], reach: { kind: 'all' } } as const
const surveyIdOf = (name: string): string => `svy_${name}`

/** A survey of a contact of its own, who bears the same name behind another prefix, so that a copy is of another contact. */
const make = async (stage: Stage, customerId: string, dueAt: number): Promise<Made> => {
  const [name, now, sendAt] = [ulid(), instantAt(Date.now()), instantAt(dueAt)]
  const id = surveyIdOf(name)
  const state = Survey.parse({
    ...{ status: 'scheduled', id, customerId, contactId: `con_${name}`, questionnaire: { id: 'service', edition: 1 }, sendAt },
    ...{ cause: { type: 'manual', at: now }, around: { tier: 'regular', team: 'sales_south' }, createdAt: now, caretaker: 'usr_bench' },
    waits: { quietHours: 0, cancelledBy: [] },
  })
  const change = { id, expected: 0, before: undefined, state, events: [], context: { now, actor, traceId: 'bench' } }
  return { id: name, items: await recorded(stage, (table) => surveyStore(table).commit(change)) }
}

/** A name whose survey falls on the same partition of the due index, so that a copy of the entry stands where it belongs. */
const nameLike = ({ id }: { readonly id: string }): string => {
  for (;;) {
    const like = ulid()
    if (dueShardOf(surveyIdOf(like)) === dueShardOf(surveyIdOf(id))) return like
  }
}

type Span = { readonly count: number; readonly from: number; readonly ms: number; readonly customers: readonly string[] }

/** Puts surveys into the table that are to go out at moments spread evenly over `ms` milliseconds from the moment `from` (epoch milliseconds) on. */
export const seedSurveys = (stage: Stage, { count, from, ms, customers }: Span): Promise<void> => {
  const places = Math.min(1000, count)
  const customerAt = (i: number): string => customers[i % customers.length] ?? ''
  return seed(stage, [0, count], {
    make: (i) => make(stage, customerAt(i), from + Math.floor((i * ms) / places)),
    idLike: nameLike,
  })
}
