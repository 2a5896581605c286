import { ticketKey } from '../adapters/dynamo/tickets/keys.ts'
import { bareServer } from './bare.ts'
import { caughtUp } from './events.ts'
import { type Load, load } from './load.ts'
import type { Scale } from './scale.ts'
import type { Section } from './section.ts'
import { openStage, type Stage } from './stage.ts'
import { servedRow } from './throughput.ts'
import { newTicket, openTickets } from './ticket-items.ts'

const loadsOn = async (stage: Stage, bare: string, ids: readonly string[]): Promise<ReadonlyMap<string, Load>> => {
  const agent = await stage.token('agent')
  return new Map<string, Load>([
    ['open', { base: stage.api, token: agent, method: 'POST', paths: ['/v1/tickets'], body: newTicket }],
    ['read one ticket (unsealed)', { base: stage.api, token: agent, paths: ids.map((id) => `/v1/tickets/${id}`) }],
    ['view of 25', { base: stage.api, token: agent, paths: ['live', 'unassigned'].map((view) => `/v1/tickets?view=${view}`) }],
    ['bare server: get', { base: bare, paths: ids.map((id) => `/${encodeURIComponent(ticketKey(id).pk)}`) }],
    ['bare server: put', { base: bare, method: 'POST', paths: ['/'], body: newTicket }],
  ])
}

/** How many tickets are opened and read in a second, beside the least that the same engine can be served with. */
export const ticketLoads = async ({ seconds }: Scale): Promise<Section> => {
  const stage = await openStage()
  const ids = await openTickets(stage, 100)
  await caughtUp(stage)
  const bare = await bareServer(stage)
  const rows: (readonly string[])[] = []
  for (const [name, wanted] of await loadsOn(stage, bare.base, ids)) {
    await load(wanted, 16, 1)
    rows.push(servedRow(name, await load(wanted, 1, seconds / 2), await load(wanted, 16, seconds)))
    await stage.settled()
  }
  bare.end()
  await stage.remove()
  return {
    title: 'Tickets a second',
    columns: ['', '1 client: per s', 'median ms', '16 clients: per s', 'median ms', 'p99 ms', 'failed'],
    rows,
    notes: [
      'An opening is sorted by every rule, has its deadlines worked out, seals who asked, and is on disk with its number, its message and its place in a queue before it is answered; what follows from its event runs beside it on the same cores.',
      'For scale, on 2 cores and at 16 clients: established service desks open 20-105 and read 40-280 tickets a second, a bare Node CRUD server opens 215-250 and reads 400. The aim is twice the last.',
    ],
  }
}
