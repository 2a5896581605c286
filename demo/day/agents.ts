import * as z from 'zod'
import type { Answer, Call } from '../api.ts'
import { chance } from '../rehearsal/chance.ts'
import type { Client } from '../rehearsal/client.ts'
import { clockIn } from '../rehearsal/days.ts'
import { keyIn } from './coming.ts'
import type { Street } from './doors.ts'
import type { Dates } from './found.ts'
import { type Agent, eveHours, hours } from './team.ts'

export type Office = Street & { readonly team: readonly Agent[]; readonly dates: Dates; readonly causes: ReadonlyMap<string, string> }

const Row = z.looseObject({
  id: z.string(),
  status: z.string(),
  kind: z.string(),
  team: z.string().optional(),
  stage: z.string().optional(),
})
type Row = z.infer<typeof Row>
const Said = z.looseObject({
  kind: z.enum(['received', 'reply', 'note']),
  text: z.string(),
  automatic: z.boolean().optional(),
  externalId: z.string().optional(),
})
type Said = z.infer<typeof Said>

/** What may have come about meanwhile: a customer wrote, the clock went on, somebody else was first. */
const passing = new Set(['ticket.move_impossible', 'ticket.closed', 'access.out_of_scope', 'version.conflict', 'ticket.tasks_open'])
const Coded = z.looseObject({ code: z.string() })

const settled = ({ journal }: Office, { status, body }: Answer, what: string): boolean => {
  const code = Coded.safeParse(body).data?.code ?? ''
  if (status >= 300 && !passing.has(code)) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`)
  journal.count(status < 300 ? what : `${what}: ${code}`)
  return status < 300
}

const act = async (office: Office, { user }: Agent, { what, ...call }: Call & { readonly what: string }): Promise<boolean> =>
  settled(office, await office.client.ask(user, call), what)

const isIn = (time: string, span: string): boolean => span.slice(0, 5) <= time && time < span.slice(6)

const isThere = ({ dates }: Office, { shift }: Agent, now: number): boolean => {
  const { day, time } = clockIn('Asia/Shanghai', now)
  if (day === dates.holiday) return false
  return (day === dates.eve ? eveHours : hours)[shift].some((span) => isIn(time, span))
}

/** The last words of a ticket, the latest first. What came first of what is seen is remembered. */
const read = async ({ client, journal }: Office, { user }: Agent, id: string): Promise<readonly Said[]> => {
  const thread = (await client.list(user, `/v1/tickets/${id}/messages`)).map((one) => Said.parse(one))
  const keys = thread.flatMap(({ kind, text, externalId }) => (kind === 'received' ? (keyIn(text) ?? keyIn(externalId ?? '') ?? []) : []))
  for (const key of keys) journal.ticketOf.set(key, id)
  const first = keys.at(-1)
  if (first !== undefined) journal.firstOf.set(id, first)
  return thread
}

const answers = [
  '您好,正在为您查询,稍后答复。',
  'We are looking into it and will come back to you today.',
  '已联系承运商,预计明天到港。',
  'It sails on Friday; the new ETA is the 9th.',
]

const deedOf = (id: string, before: number): 'resolve' | 'customer' | 'carrier' | 'hold' | 'note' => {
  const drawn = chance('deed', id, before)
  if (drawn < 0.62) return 'resolve'
  if (drawn < 0.76) return 'customer'
  if (drawn < 0.86) return 'carrier'
  return drawn < 0.92 ? 'hold' : 'note'
}

const proceed = async (office: Office, agent: Agent, { id, kind }: Row): Promise<void> => {
  const { journal, causes } = office
  const path = `/v1/tickets/${id}`
  const before = journal.deeds.get(id) ?? 0
  journal.deeds.set(id, before + 1)
  const cause = causes.get(kind) ?? 'other'
  switch (deedOf(id, before)) {
    case 'resolve': {
      const body = { cause, fix: '已处理并告知客户', customerTold: true }
      if (await act(office, agent, { method: 'POST', path: `${path}/resolve`, body, what: 'resolved' })) journal.resolved.push(id)
      return
    }
    case 'customer':
      await act(office, agent, { method: 'POST', path: `${path}/wait`, body: { for: 'customer' }, what: 'waits for the customer' })
      return
    case 'carrier':
      await act(office, agent, { method: 'POST', path: `${path}/wait`, body: { for: 'carrier' }, what: 'waits for the carrier' })
      return
    case 'hold':
      await act(office, agent, { method: 'POST', path: `${path}/hold`, what: 'put on hold' })
      return
    case 'note':
      await act(office, agent, { method: 'POST', path: `${path}/notes`, body: { text: '承运商未接电话,稍后再打。' }, what: 'noted' })
  }
}

/** Whose turn it is: the customer's, where a person wrote last. */
const isOwed = (thread: readonly Said[]): boolean => {
  const last = thread.find(({ kind, automatic }) => kind !== 'note' && !automatic)
  return last?.kind === 'received'
}

const handle = async (office: Office, agent: Agent, row: Row): Promise<void> => {
  const thread = await read(office, agent, row.id)
  if (!isOwed(thread)) return proceed(office, agent, row)
  const { journal } = office
  const first = journal.brought.get(journal.firstOf.get(row.id) ?? '')
  if (first?.how === 'crowd') {
    await act(office, agent, { method: 'POST', path: `/v1/tickets/${row.id}/close`, body: { reason: 'spam' }, what: 'closed as spam' })
    return
  }
  const text = answers[Math.floor(chance('answer', row.id, thread.length) * answers.length)] ?? ''
  const key = `reply-${row.id}-${thread.length}`
  await act(office, agent, { method: 'POST', path: `/v1/tickets/${row.id}/messages`, body: { text }, key, what: 'answered' })
}

/** Some matters are let lie until somebody is told how late they are. */
const isLetLie = (id: string, now: number): boolean => chance('let lie', id, Math.floor(now / (4 * 3_600_000))) < 0.06

const rowsOf = async (client: Client, user: string, path: string): Promise<readonly Row[]> =>
  (await client.list(user, path)).map((row) => Row.parse(row))

const pull = async (office: Office, agent: Agent): Promise<void> => {
  if (!agent.pulls) return
  for (let i = 0; i < 4; i += 1) {
    const { status, body } = await office.client.ask(agent.user, { method: 'POST', path: '/v1/desk/pull' })
    if (status === 200) {
      if (z.object({ ticket: z.unknown() }).parse(body).ticket === null) return
      office.journal.count('pulled')
    } else if (['desk.full', 'desk.off_shift'].includes(Coded.safeParse(body).data?.code ?? '')) return
    else throw new Error(`pull: ${status} ${JSON.stringify(body)}`)
  }
}

/** Who waits for a carrier, or holds something, comes back to it now and then. */
const takeUpAgain = async (
  office: Office,
  agent: Agent,
  { mine, now }: { readonly mine: readonly Row[]; readonly now: number },
): Promise<void> => {
  const hour = Math.floor(now / 3_600_000)
  for (const { id, stage } of mine.filter(({ stage: one }) => one === 'pending_carrier' || one === 'on_hold'))
    if (chance('take up', id, hour, stage ?? '') < 0.15)
      await act(office, agent, { method: 'POST', path: `/v1/tickets/${id}/continue`, what: 'went on with' })
}

/** How much somebody does between two looks at the clock, by how long that is. */
const paceOf = (minutes: number): number => Math.max(4, Math.ceil(minutes / 3))

const workOne = async (office: Office, agent: Agent, { now, minutes }: Shift): Promise<void> => {
  await pull(office, agent)
  const mine = await rowsOf(office.client, agent.user, '/v1/tickets?view=mine')
  const inHand = mine.filter(({ id, stage }) => stage === undefined && !isLetLie(id, now))
  for (const row of inHand.slice(0, paceOf(minutes))) await handle(office, agent, row)
  await takeUpAgain(office, agent, { mine, now })
}

/** Who goes home gives back to the queue what they have not begun, where somebody comes after them. */
const handOver = async (office: Office, agent: Agent): Promise<void> => {
  const mine = await rowsOf(office.client, agent.user, '/v1/tickets?view=mine')
  for (const { id, team } of mine.filter(({ status, stage }) => stage === undefined && status !== 'open')) {
    const body = { team: team ?? 'customer_service' }
    await act(office, agent, { method: 'POST', path: `/v1/tickets/${id}/assign`, body, what: 'handed over' })
  }
}

/** A while at the desk: until `now`, and how long it was. */
export type Shift = { readonly now: number; readonly minutes: number }

/** What the team does in a while. */
export const work = async (office: Office, shift: Shift): Promise<void> => {
  const then = shift.now - shift.minutes * 60_000
  const there = office.team.filter((agent) => isThere(office, agent, shift.now))
  await Promise.all(there.map((agent) => workOne(office, agent, shift)))
  const leaving = office.team.filter(
    (agent) => agent.shift === 'early' && isThere(office, agent, then) && !isThere(office, agent, shift.now),
  )
  // At noon they only eat.
  const isEvening = clockIn('Asia/Shanghai', shift.now).time > '14'
  if (isEvening) await Promise.all(leaving.map((agent) => handOver(office, agent)))
}
