import { setTimeout as sleep } from 'node:timers/promises'
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { ulid } from 'ulid'
import * as z from 'zod'
import { ticketKey, ticketListPartition } from '../adapters/dynamo/tickets/keys.ts'
import { apiAs } from '../demo/api.ts'
import type { Found } from './many-tickets.ts'
import { get } from './reads.ts'
import type { Stage } from './stage.ts'
import { newTicket, oneCustomer } from './ticket-items.ts'

/** A request to be timed, and the name of the bare one that it is compared with. */
export type Contender = {
  readonly name: string
  readonly beside?: string
  readonly work: (turn: number) => Promise<unknown>
  readonly before?: () => Promise<unknown>
}

/** The `turn`th of some that there are; they begin again when there are no more. */
const at = <T>(some: readonly T[], turn: number): T => {
  const one = some[turn % some.length]
  if (one === undefined) throw new Error('There is nothing to ask for')
  return one
}

const bareRead = 'bare read of a ticket'
const barePage = 'bare page of 25'
const barePut = 'bare put'

const bare = ({ dynamo, tableName: TableName }: Stage, ids: readonly string[]): readonly Contender[] => [
  {
    name: bareRead,
    work: (turn) => dynamo.send(new GetCommand({ TableName, Key: ticketKey(at(ids, turn)), ConsistentRead: true })),
  },
  {
    name: barePage,
    work: () => {
      const [KeyConditionExpression, ExpressionAttributeNames] = ['#all = :all', { '#all': 'byAll' }]
      const ExpressionAttributeValues = { ':all': ticketListPartition('live', 'all', '') }
      const named = { KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues }
      return dynamo.send(new QueryCommand({ TableName, IndexName: 'byAll', Limit: 25, ...named }))
    },
  },
]

const Page = z.looseObject({ items: z.array(z.unknown()), next: z.string().nullable() })

/** Views that a desk works by: what follows `/v1/tickets?`. */
const views = {
  'view live': 'view=live',
  'view live, of a team': 'view=live&team=customer_service',
  'view live, of a customer': `view=live&customerId=${oneCustomer}`,
  'view mine': 'view=mine',
  'view due soon': 'view=due_soon',
  'view breached': 'view=breached',
  'view unassigned': 'view=unassigned',
  'view waiting for the customer': 'view=pending_customer',
  'view over': 'view=over',
}

/** What is read: tickets opened through the API (`opened`), and others far apart from each other (`spread`). */
export const reading = async (
  stage: Stage,
  { opened, spread }: { readonly opened: readonly string[]; readonly spread: readonly Found[] },
) => {
  const { api, token } = stage
  const [agent, masked] = await Promise.all([token('agent'), token('compliance')])
  const answered = async (path: string, bearer = agent): Promise<void> => {
    const status = await get(`${api}${path}`, bearer)
    if (status !== 200) throw new Error(`GET ${path} was answered with ${status}`)
  }
  const first = await apiAs(api, agent)({ method: 'GET', path: '/v1/tickets?view=live&limit=100' })
  const { next } = Page.parse(first.body)
  const one = (name: string, path: (turn: number) => string, bearer?: string): Contender => ({
    name,
    beside: bareRead,
    work: (turn) => answered(path(turn), bearer),
  })
  const page = (name: string, query: string): Contender => ({
    name,
    beside: barePage,
    work: () => answered(`/v1/tickets?${query}&limit=25`),
  })
  return [
    ...bare(stage, opened),
    one('read one of those opened (unsealed)', (turn) => `/v1/tickets/${at(opened, turn)}`),
    one('read any (masked)', (turn) => `/v1/tickets/${at(spread, turn).id}`, masked),
    one('its thread', (turn) => `/v1/tickets/${at(opened, turn)}/messages`),
    ...Object.entries(views).map(([name, query]) => page(name, query)),
    page('view live, the fifth page', `view=live&cursor=${encodeURIComponent(next ?? '')}`),
    { name: 'counts of all views', beside: barePage, work: () => answered('/v1/desk/views') },
    one('found by number', (turn) => `/v1/tickets?q=${at(spread, turn).number}`),
    one('found by waybill', (turn) => `/v1/tickets?q=${at(spread, turn).form.waybills[0]}`),
  ]
}

/** Long enough for most of what follows from an opening to be through before the next. Milliseconds. */
const pause = 750

/** What is written. */
export const openings = async ({ api, dynamo, tableName, token }: Stage): Promise<readonly Contender[]> => {
  const ask = apiAs(api, await token('agent'))
  return [
    {
      name: barePut,
      work: () => dynamo.send(new PutCommand({ TableName: tableName, Item: { pk: `BENCH#${ulid()}`, sk: 'STATE', text: newTicket() } })),
    },
    {
      name: 'open',
      beside: barePut,
      before: () => sleep(pause),
      work: async () => {
        const { status } = await ask({ method: 'POST', path: '/v1/tickets', body: JSON.parse(newTicket()) })
        if (status !== 201) throw new Error(`A ticket was not opened: ${status}`)
      },
    },
  ]
}
