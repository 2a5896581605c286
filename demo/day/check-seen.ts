import * as z from 'zod'
import { mostCounted } from '../../domain/tickets/views.ts'
import { type Check, same } from '../rehearsal/check.ts'
import { rawEvents } from '../rehearsal/raw.ts'
import type { Office } from './agents.ts'
import { founder } from './found.ts'
import { boss } from './team.ts'
import { type Counted, countedTickets, isLive, rowsIn, stageOf } from './tickets.ts'

const stages = ['unassigned', 'pending_customer', 'pending_carrier', 'on_hold'] as const
const ids = (rows: Iterable<readonly [string, Counted]>): readonly string[] => [...rows].map(([id]) => id).sort()

const viewFaults = async (office: Office, tickets: ReadonlyMap<string, Counted>): Promise<readonly string[]> => {
  const wanted: (readonly [query: string, who: string, fits: (ticket: Counted) => boolean])[] = [
    ['view=live', founder, isLive],
    ['view=over', founder, (ticket) => !isLive(ticket)],
    ...stages.map((stage) => [`view=${stage}`, founder, (ticket: Counted) => stageOf(ticket) === stage] as const),
    ...office.team.map(({ user }) => ['view=mine', user, (ticket: Counted) => isLive(ticket) && ticket.assignee === user] as const),
  ]
  const faults: string[] = []
  for (const [query, who, fits] of wanted) {
    const shown = (await rowsIn(office, query, who)).map(({ id }) => id).sort()
    faults.push(...same(`${query} of ${who}`, shown, ids([...tickets].filter(([, ticket]) => fits(ticket)))))
  }
  return faults
}

const Counts = z.record(z.string(), z.object({ count: z.int(), more: z.boolean() }))

const countFaults = async ({ client }: Office, tickets: ReadonlyMap<string, Counted>): Promise<readonly string[]> => {
  const counts = Counts.parse(await client.must(founder, { method: 'GET', path: '/v1/desk/views' }))
  const right = (fits: (ticket: Counted) => boolean) => {
    const { length } = [...tickets.values()].filter(fits)
    return { count: Math.min(length, mostCounted), more: length > mostCounted }
  }
  return [
    ...same('count of live', counts['live'], right(isLive)),
    ...same(
      'count of over',
      counts['over'],
      right((ticket) => !isLive(ticket)),
    ),
    ...stages.flatMap((stage) =>
      same(
        `count of ${stage}`,
        counts[stage],
        right((ticket) => stageOf(ticket) === stage),
      ),
    ),
  ]
}

const Notice = z.looseObject({ type: z.string(), subject: z.looseObject({ id: z.string() }) })
const Attended = z.looseObject({ team: z.string().optional() })

/** Where somebody waits and nobody is there, whoever answers for the team was told of it, and not that somebody came. */
const alarmFaults = async (office: Office, tickets: ReadonlyMap<string, Counted>): Promise<readonly string[]> => {
  const queues = (await rawEvents(office.stage)).filter(({ type }) => type.startsWith('queue.'))
  const last = new Map(queues.map(({ type, data }) => [Attended.parse(data).team ?? '', type]))
  const told = (await office.client.list(boss, '/v1/notifications')).map((one) => Notice.parse(one))
  const waiting = new Set([...tickets.values()].filter((one) => stageOf(one) === 'unassigned').map(({ team }) => team ?? ''))
  const faults = [...waiting]
    .filter((team) => !['queue.unattended', 'queue.still_unattended'].includes(last.get(team) ?? ''))
    .map((team) => `the queue of ${team} waits, and was last ${last.get(team)}`)
  const isTold = waiting.size === 0 || told.some(({ type }) => type === 'queue_unattended')
  return isTold ? faults : [...faults, `${boss} was not told that nobody is there`]
}

/** Every ticket that is not over stands in the views in which people look, and where nobody looks somebody was told. */
export const nothingUnseen = async (office: Office, when: string): Promise<Check> => {
  const tickets = countedTickets(await rawEvents(office.stage))
  const faults = [...(await viewFaults(office, tickets)), ...(await countFaults(office, tickets))]
  const alarms = await alarmFaults(office, tickets)
  const live = [...tickets.values()].filter(isLive)
  const alone = live.filter((one) => stageOf(one) === 'unassigned').length
  return { name: `nothing waits unseen ${when}: ${live.length} tickets live, ${alone} of them nobody's`, faults: [...faults, ...alarms] }
}
