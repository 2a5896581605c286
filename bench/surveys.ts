import { ulid } from 'ulid'
import { contactStore } from '../adapters/dynamo/contacts/contact-store.ts'
import { dueShardOf } from '../adapters/dynamo/keys.ts'
import { surveyStore } from '../adapters/dynamo/surveys/survey-store.ts'
import type { Item } from '../adapters/dynamo/table/table.ts'
import { Contact } from '../domain/contacts/contact.ts'
import { instantAt } from '../domain/kernel/instant.ts'
import { Survey } from '../domain/surveys/survey.ts'
import { fillerVault } from './customers.ts'
import { type Made, recorded, seed } from './records.ts'
import type { Stage } from './stage.ts'

const actor = { id: 'usr_bench', roles: [], permissions: [], sees: [], reveals: [], reach: { kind: 'all' } } as const
const surveyIdOf = (name: string): string => `svy_${name}`

/** As many people as look after the customers. */
const owners = 20
const hour = 60 * 60_000
const clockAt = (moment: number): string => new Date(moment).toISOString().slice(11, 16)

type Asked = { readonly name: string; readonly customerId: string; readonly dueAt: number }

/** Somebody with an address, whose night it is when their survey falls due, so that the mail about it waits for their morning. */
const contactItems = async (stage: Stage, { name, customerId, dueAt }: Asked): Promise<readonly Item[]> => {
  const [id, now] = [`con_${name}`, instantAt(Date.now())]
  const state = Contact.parse({
    ...{ id, name: '陈静', emails: [{ address: 'night@bench.example', primary: true }], registeredAt: now, changedAt: now },
    ...{ zone: 'UTC', quietHours: { from: clockAt(dueAt - hour), until: clockAt(dueAt + 12 * hour) } },
    affiliations: [{ customerId, role: 'operations', since: now.slice(0, 10) }],
  })
  const change = { id, expected: 0, before: undefined, state, events: [], context: { now, actor, traceId: 'bench' } }
  const items = await recorded(stage, (table) => contactStore(table, fillerVault).commit(change))
  return items.filter(({ entity }) => entity === 'contact')
}

/** A survey of a contact of its own, who bears the same name behind another prefix, so that a copy is of another contact. */
const make = async (stage: Stage, i: number, { customerId, dueAt }: Omit<Asked, 'name'>): Promise<Made> => {
  const [name, now, sendAt] = [ulid(), instantAt(Date.now()), instantAt(dueAt)]
  const [id, owner] = [surveyIdOf(name), `usr_bench_${i % owners}`]
  const state = Survey.parse({
    ...{ status: 'scheduled', id, customerId, contactId: `con_${name}`, questionnaire: { id: 'service', edition: 1 }, sendAt },
    ...{ cause: { type: 'manual', at: now }, around: { tier: 'regular', team: 'sales_south', owner }, createdAt: now, caretaker: owner },
    waits: { quietHours: 0, cancelledBy: [] },
  })
  const change = { id, expected: 0, before: undefined, state, events: [], context: { now, actor, traceId: 'bench' } }
  const items = await recorded(stage, (table) => surveyStore(table).commit(change))
  return { id: name, items: [...items, ...(await contactItems(stage, { name, customerId, dueAt }))] }
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
    make: (i) => make(stage, i, { customerId: customerAt(i), dueAt: from + Math.floor((i * ms) / places) }),
    idLike: nameLike,
  })
}
