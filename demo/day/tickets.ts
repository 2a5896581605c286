import * as z from 'zod'
import { concurrently } from '../concurrently.ts'
import type { RawEvent } from '../rehearsal/raw.ts'
import type { Office } from './agents.ts'
import { keyIn } from './coming.ts'
import { founder } from './found.ts'

const Row = z.looseObject({
  id: z.string(),
  number: z.string(),
  status: z.string(),
  dueAt: z.string().optional(),
  stage: z.string().optional(),
})
const Whole = z.looseObject({ customerId: z.string().optional(), candidates: z.array(z.string()).default([]) })
const Said = z.looseObject({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  automatic: z.boolean().default(false),
  externalId: z.string().optional(),
  html: z.string().optional(),
  attachments: z.array(z.looseObject({ name: z.string() })).default([]),
})
export type Said = z.infer<typeof Said> & { /** Of the message that was brought. */ readonly key: string | undefined }

/** A ticket as the API shows it, with all that was said in it. */
export type Shown = z.infer<typeof Row> & z.infer<typeof Whole> & { readonly thread: readonly Said[] }

const atATime = 8

/** Every ticket that a view shows. */
export const rowsIn = async ({ client }: Pick<Office, 'client'>, query: string, who = founder): Promise<readonly z.infer<typeof Row>[]> =>
  (await client.list(who, `/v1/tickets?${query}`)).map((row) => Row.parse(row))

const saidIn = (row: unknown): Said => {
  const said = Said.parse(row)
  return { ...said, key: said.kind === 'received' ? (keyIn(said.text) ?? keyIn(said.externalId ?? '')) : undefined }
}

/** All tickets, read one by one through the API. */
export const shownTickets = async (office: Office): Promise<readonly Shown[]> => {
  const rows = [...(await rowsIn(office, 'view=live')), ...(await rowsIn(office, 'view=over'))]
  const shown: Shown[] = []
  await concurrently(rows, atATime, async (row) => {
    const path = `/v1/tickets/${row.id}`
    const whole = Whole.parse(await office.client.must(founder, { method: 'GET', path }))
    shown.push({ ...row, ...whole, thread: (await office.client.list(founder, `${path}/messages`)).map(saidIn) })
  })
  return shown
}

/** What the events of a ticket come to, counted a second time beside the product. */
export type Counted = { readonly status: string; readonly assignee: string | undefined; readonly team: string | undefined }

const Moving = z.looseObject({
  ticket: z.looseObject({ status: z.string(), assignee: z.string().optional(), team: z.string().optional() }).optional(),
  to: z.unknown().optional(),
  assignee: z.string().optional(),
  team: z.string().optional(),
})

const placed = (was: Counted, { type, data }: RawEvent): Counted => {
  const { ticket, to, assignee, team } = Moving.parse(data)
  switch (type) {
    case 'ticket.opened':
      return { status: ticket?.status ?? 'new', assignee: ticket?.assignee, team: ticket?.team }
    case 'ticket.moved':
      return { ...was, status: String(to) }
    case 'ticket.resolved':
      return { ...was, status: 'resolved' }
    case 'ticket.closed':
      return { ...was, status: 'closed' }
    case 'ticket.reopened':
      return { ...was, status: 'reopened' }
    case 'ticket.assigned':
      return { ...was, assignee, team: team ?? was.team }
    default:
      return was
  }
}
const nothing: Counted = { status: '', assignee: undefined, team: undefined }

/** Each ticket by its id, as its events leave it. */
export const countedTickets = (events: readonly RawEvent[]): ReadonlyMap<string, Counted> => {
  const ofTickets = Map.groupBy(
    events.filter(({ subject }) => subject.kind === 'ticket'),
    ({ subject }) => subject.id,
  )
  return new Map([...ofTickets].map(([id, all]) => [id, all.toSorted((a, b) => a.version - b.version).reduce(placed, nothing)]))
}

const over = new Set(['resolved', 'closed'])
const waits = new Set(['pending_customer', 'pending_carrier', 'on_hold'])
export const isLive = ({ status }: Counted): boolean => !over.has(status)
/** In which of the views of what waits it stands. */
export const stageOf = ({ status, assignee }: Counted): string | undefined => {
  if (waits.has(status)) return status
  return !over.has(status) && assignee === undefined ? 'unassigned' : undefined
}
/** Whether whoever has it is to do something about it. */
export const isInHand = (ticket: Counted): boolean => isLive(ticket) && ticket.assignee !== undefined && !waits.has(ticket.status)
