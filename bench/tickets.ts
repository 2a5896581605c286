import * as z from 'zod'
import { ticketKey } from '../adapters/dynamo/tickets/keys.ts'
import { apiAs } from '../demo/api.ts'
import { bareServer } from './bare.ts'
import { caughtUp } from './events.ts'
import { type Load, load } from './load.ts'
import { get, interleaved } from './reads.ts'
import type { Scale } from './scale.ts'
import { figure, type Section } from './section.ts'
import { openStage, type Stage } from './stage.ts'
import { servedRow } from './throughput.ts'
import { newTicket, openTickets, seedTickets } from './ticket-items.ts'

const views = z.object({ items: z.array(z.unknown()) })

const contendersOn = async ({ api, token }: Stage) => {
  const agent = await token('agent')
  const ask = apiAs(api, agent)
  const open = async (): Promise<void> => {
    const { status } = await ask({ method: 'POST', path: '/v1/tickets', body: JSON.parse(newTicket()) })
    if (status !== 201) throw new Error(`A ticket was not opened: ${status}`)
  }
  views.parse((await ask({ method: 'GET', path: '/v1/tickets?view=unassigned' })).body)
  return [
    { name: 'open', work: open },
    { name: 'read', work: (id: string) => get(`${api}/v1/tickets/${id}`, agent) },
    { name: 'thread', work: (id: string) => get(`${api}/v1/tickets/${id}/messages`, agent) },
    { name: 'view of 25: live', work: () => get(`${api}/v1/tickets?view=live&limit=25`, agent) },
    { name: 'view of 25: unassigned', work: () => get(`${api}/v1/tickets?view=unassigned&limit=25`, agent) },
  ]
}

/** Whether a ticket is opened, read and listed as fast among many as among few. */
export const tickets = async ({ samples, tickets: sizes }: Scale): Promise<Section> => {
  const stage = await openStage()
  const ids = await openTickets(stage, 50)
  const contenders = await contendersOn(stage)
  const measured: { readonly size: number; readonly timeOf: (name: string) => number }[] = []
  let there = 0
  for (const size of sizes) {
    await seedTickets(stage, there, size)
    there = size
    await caughtUp(stage)
    await interleaved(contenders, ids, Math.min(50, samples))
    await stage.settled()
    measured.push({ size, timeOf: await interleaved(contenders, ids, samples) })
    await stage.settled()
  }
  await stage.remove()
  const [first, largest] = [measured[0], measured.at(-1)]
  return {
    title: 'One ticket among many',
    columns: ['median ms at', ...measured.map(({ size }) => size.toLocaleString('en')), 'largest to smallest'],
    rows: contenders.map(({ name }) => [
      name,
      ...measured.map(({ timeOf }) => figure(timeOf(name))),
      figure((largest?.timeOf(name) ?? 0) / (first?.timeOf(name) ?? 0)),
    ]),
    notes: [
      'Target: at most 1.3. One at a time; what follows from an opening (sorting out who takes it, the index of words, webhooks) runs beside it on the same cores. Fifty tickets are opened through the API and measured; the others are items that the store itself made, each with a message, filled up by copies as customers are.',
    ],
  }
}

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
