import * as z from 'zod'
import { type Check, same } from '../rehearsal/check.ts'
import { dayAt } from '../rehearsal/days.ts'
import type { RawEvent } from '../rehearsal/raw.ts'
import type { Looked } from './check-messages.ts'
import { founder } from './found.ts'
import { countedTickets, isLive } from './tickets.ts'

const whats = ['opened', 'firstResponse', 'resolved', 'reopened', 'spam', 'restored'] as const
/** One thing that counts: when, and for whom; the empty word where it was nobody's. */
type Line = { readonly what: (typeof whats)[number]; readonly day: string; readonly agent: string }

const Told = z.looseObject({
  assignee: z.string().optional(),
  automatic: z.boolean().optional(),
  closed: z.looseObject({ reason: z.string() }).optional(),
})

type Sofar = {
  readonly agent: string
  readonly solvedBy: string | undefined
  readonly isAnswered: boolean
  readonly lines: readonly Line[]
}
const unheard: Sofar = { agent: '', solvedBy: undefined, isAnswered: false, lines: [] }

/** What an event of a ticket adds to its account, counted a second time beside the product. */
const entered = (sofar: Sofar, { type, at, actor, data }: RawEvent): Sofar => {
  const { assignee = '', automatic, closed } = Told.parse(data)
  const by = sofar.agent === '' && actor.id !== 'system' ? actor.id : sofar.agent
  const line = (what: Line['what'], agent: string): readonly Line[] => [...sofar.lines, { what, day: dayAt(at), agent }]
  switch (type) {
    case 'ticket.opened':
      return { ...sofar, lines: line('opened', '') }
    case 'ticket.assigned':
      return { ...sofar, agent: assignee }
    case 'ticket.replied':
      return automatic || sofar.isAnswered ? sofar : { ...sofar, isAnswered: true, lines: line('firstResponse', by) }
    case 'ticket.resolved':
      return { ...sofar, solvedBy: by, lines: line('resolved', by) }
    case 'ticket.closed':
      return closed?.reason === 'spam' ? { ...sofar, solvedBy: undefined, lines: line('spam', by) } : sofar
    case 'ticket.reopened':
      return { ...sofar, solvedBy: undefined, lines: line(sofar.solvedBy === undefined ? 'restored' : 'reopened', sofar.solvedBy ?? by) }
    default:
      return sofar
  }
}

const linesOf = (events: readonly RawEvent[]): readonly Line[] => {
  const ofTickets = Map.groupBy(
    events.filter(({ subject }) => subject.kind === 'ticket'),
    ({ subject }) => subject.id,
  )
  return [...ofTickets.values()].flatMap((all) => all.toSorted((a, b) => a.version - b.version).reduce(entered, unheard).lines)
}

const Count = z.looseObject({ count: z.int(), tickets: z.string() })
const Happened = z.looseObject({ opened: Count, firstResponse: Count, resolved: Count, reopened: Count, spam: Count, restored: Count })
const Figures = z.looseObject({
  total: Happened.extend({ backlog: z.looseObject({ count: z.int() }) }),
  groups: z.array(Happened.extend({ value: z.string() })),
})

const counted = (lines: readonly Line[]) =>
  Object.fromEntries(whats.map((what) => [what, lines.filter((line) => line.what === what).length]))
const shown = (figures: z.infer<typeof Happened>) => Object.fromEntries(whats.map((what) => [what, figures[what].count]))

/** The list behind each figure of everything together is as long as the figure says. */
const listFaults = async ({ client }: Looked['played'], total: z.infer<typeof Happened>): Promise<readonly string[]> => {
  const faults: string[] = []
  for (const what of whats) {
    const { count, tickets } = total[what]
    faults.push(...same(`the list behind ${what}`, (await client.list(founder, tickets)).length, count))
  }
  return faults
}

/** The figures of the desk against the raw events: together, by day and by agent. */
export const figuresAgree = async (looked: Looked): Promise<Check> => {
  const { played, events } = looked
  const lines = linesOf(events)
  const [from, to] = [dayAt(Math.min(...events.map(({ at }) => at))), dayAt(Math.max(...events.map(({ at }) => at)))]
  const faults: string[] = []
  for (const by of ['day', 'agent'] as const) {
    const path = `/v1/desk/figures?from=${from}&to=${to}&by=${by}`
    const { total, groups } = Figures.parse(await played.client.must(founder, { method: 'GET', path }))
    const wanted = Map.groupBy(lines, (line) => line[by])
    const values = new Set([...groups.map(({ value }) => value), ...wanted.keys()])
    for (const value of [...values].sort()) {
      const group = groups.find((one) => one.value === value)
      faults.push(...same(`${by} ${value}`, group ? shown(group) : counted([]), counted(wanted.get(value) ?? [])))
    }
    faults.push(...same('everything', shown(total), counted(lines)))
    if (by === 'agent') {
      faults.push(...same('backlog', total.backlog.count, [...countedTickets(events).values()].filter(isLive).length))
      faults.push(...(await listFaults(played, total)))
    }
  }
  return { name: `the figures agree with a recount of ${events.length} raw events, together, by day and by agent`, faults }
}
