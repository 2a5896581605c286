import { dayOf } from '../../../../domain/kernel/day.ts'
import type { EventEnvelope } from '../../../../domain/kernel/event-envelope.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { clocksOf } from '../../../../domain/service-levels/clocks.ts'
import type { Fact } from '../../../../domain/service-levels/fact.ts'
import { book } from '../../../domain/desk-figures/lives.ts'

/** One thing that happened, as a person with the events before them would write it down. */
export type Line = {
  readonly what: string
  readonly day: string
  readonly team: string
  readonly agent: string
  readonly region: string
  readonly kind: string
  readonly cause: string
  readonly channel: string
  readonly ticketId: string
  readonly spent?: number | undefined
  readonly kept?: boolean | undefined
}

type Data = { readonly type: string; readonly [member: string]: unknown }
type Whose = { team: string; agent: string; region: string; kind: string; channel: string }

const word = (value: unknown): string => (typeof value === 'string' ? value : '')
const take = (whose: Whose, told: Readonly<Record<string, unknown>>, names: readonly string[]): void => {
  for (const [mine, theirs] of Object.entries({ team: 'team', agent: 'assignee', region: 'region', kind: 'kind' }))
    if (names.includes(theirs)) Object.assign(whose, { [mine]: word(told[theirs]) })
}

/** The clocks at a moment, by what the ticket says of itself today. */
const clocksAt = (facts: readonly Fact[], at: string) => {
  const until = facts.filter((fact) => fact.at <= at)
  return clocksOf({ facts: until }, book, Date.parse(at))
}
const timed = (facts: readonly Fact[], name: string, at: string) => {
  const clock = clocksAt(facts, at).find((one) => one.clock === name)
  return { spent: clock?.counted, kept: clock?.target === undefined ? undefined : clock.breachedAt === undefined }
}

/** Goes through the events of one ticket as a clerk would, with a ledger at hand. */
class Clerk {
  readonly lines: Line[] = []
  readonly #facts: readonly Fact[]
  #whose: Whose = { team: '', agent: '', region: '', kind: '', channel: '' }
  #solved: (Whose & { cause: string }) | undefined
  #isAnswered = false
  readonly #late = new Set<string>()

  constructor(facts: readonly Fact[]) {
    this.#facts = facts
  }

  #write(what: string, { at, subject }: EventEnvelope, by: Whose, more: object = {}): void {
    this.lines.push({ what, day: dayOf(Instant.parse(at)), cause: '', ...by, ticketId: subject.id, ...more })
  }

  #passed(name: string, event: EventEnvelope): void {
    const [clock = '', round = ''] = name.split(':')
    if (this.#late.has(`${clock}:${round}`)) return
    this.#late.add(`${clock}:${round}`)
    this.#write(`breached_${clock}`, event, this.#whose)
  }

  #judge(event: EventEnvelope): void {
    for (const { clock, round, until, breachedAt } of clocksAt(this.#facts, event.at))
      if (breachedAt !== undefined && (until === undefined || until === Date.parse(event.at))) this.#passed(`${clock}:${round}`, event)
  }

  #moves(told: Data): void {
    const changes = told.type === 'ticket.changed' ? (told['to'] as Record<string, unknown>) : told
    const all = ['team', 'assignee', 'region', 'kind']
    if (told.type === 'ticket.opened') {
      const ticket = told['ticket'] as Record<string, unknown>
      take(this.#whose, ticket, all)
      this.#whose = { ...this.#whose, channel: word(ticket['channel']) }
    } else if (told.type === 'ticket.assigned') take(this.#whose, told, ['team', 'assignee', 'region'])
    else if (told.type === 'ticket.matched' || told.type === 'ticket.changed') take(this.#whose, changes, Object.keys(changes))
  }

  #ends(event: EventEnvelope, helped: Whose): void {
    const told: Data = event.data
    if (told.type === 'ticket.resolved') {
      const solved = { ...helped, cause: word((told['resolution'] as Data)['cause']) }
      this.#write('resolved', event, solved, timed(this.#facts, 'resolution', event.at))
      this.#judge(event)
      this.#solved = solved
    } else if (told.type === 'ticket.closed' && (told['closed'] as { reason: string }).reason === 'spam') {
      this.#write('spam', event, helped)
      this.#solved = undefined
    } else if (told.type === 'ticket.reopened') {
      this.#write(this.#solved ? 'reopened' : 'restored', event, this.#solved ?? helped)
      this.#solved = undefined
    } else if (told.type === 'ticket.merged') this.#write('merged', event, helped)
    else if (told.type === 'ticket.unmerged') this.#write('restored', event, helped)
  }

  see(event: EventEnvelope): void {
    const told: Data = event.data
    const helped = this.#whose.agent === '' && event.actor.id !== 'system' ? { ...this.#whose, agent: event.actor.id } : { ...this.#whose }
    this.#moves(told)
    this.#ends(event, helped)
    if (told.type === 'ticket.opened') this.#write('opened', event, this.#whose)
    if (told.type === 'ticket.deadline_neared' && told['percent'] === 100) this.#passed(word(told['step']), event)
    if (told.type !== 'ticket.replied' || told['automatic'] === true) return
    if (!this.#isAnswered) this.#write('first_response', event, helped, timed(this.#facts, 'first', event.at))
    this.#isAnswered = true
    this.#judge(event)
  }
}

/** Everything that is to be counted of one ticket, from its raw events. `facts` is what it says of itself now. */
export const recounted = (events: readonly EventEnvelope[], facts: readonly Fact[]): readonly Line[] => {
  const clerk = new Clerk(facts)
  for (const event of events) clerk.see(event)
  return clerk.lines
}
