import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Counted, whats } from '../../../domain/desk-figures/counted.ts'
import { countedIn, judgedAt } from '../../../domain/desk-figures/ledger.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { clocksOf } from '../../../domain/service-levels/clocks.ts'
import { isLive } from '../../../domain/tickets/moves.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { book, decider, historyOf, lives } from './lives.ts'

const ledgerOf = (history: Parameters<typeof countedIn>[0]) => countedIn(history, () => book)
const times = (ledger: readonly Counted[], what: string) => ledger.filter((entry) => entry.what === what).length

describe('what is counted of a ticket', () => {
  it('is never taken back: whatever happens later only adds to it', () => {
    fc.assert(
      fc.property(lives(16), fc.nat(), (life, cut) => {
        const history = historyOf(life)
        const early = ledgerOf(history.slice(0, cut % (history.length + 1)))
        expect(ledgerOf(history).slice(0, early.length)).toEqual(early)
      }),
    )
  })

  it('has a name of its own for each entry', () => {
    fc.assert(
      fc.property(lives(16), (life) => {
        const ids = ledgerOf(historyOf(life)).map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })

  it('adds up: what came and came back, less what ended, is what is open', () => {
    fc.assert(
      fc.property(lives(16), (life) => {
        const history = historyOf(life)
        const ledger = ledgerOf(history)
        const ticket = history.reduce<Ticket | undefined>((state, { data }) => decider.evolve(state, data), undefined)
        const [came, ended] = [
          ['opened', 'reopened', 'restored'].reduce((sum, what) => sum + times(ledger, what), 0),
          ['resolved', 'spam', 'merged'].reduce((sum, what) => sum + times(ledger, what), 0),
        ]
        expect(came - ended).toBe(ticket && isLive(ticket.status) ? 1 : 0)
      }),
    )
  })

  it('takes as long as its clocks say, and is kept when they were not late', () => {
    fc.assert(
      fc.property(lives(16), (life) => {
        const history = historyOf(life)
        let ticket: Ticket | undefined
        const ledger = ledgerOf(history)
        for (const { id, at, data } of history) {
          ticket = decider.evolve(ticket, data)
          const solved = ledger.find((entry) => entry.id === `${id}#resolved`)
          const clock = ticket && clocksOf(ticket, book, Date.parse(at)).find((one) => one.clock === 'resolution')
          if (solved) expect(solved).toMatchObject({ spent: clock?.counted, kept: clock?.breachedAt === undefined })
          const answered = ledger.find((entry) => entry.id === `${id}#first_response`)
          const first = ticket && clocksOf(ticket, book, Date.parse(at)).find((one) => one.clock === 'first')
          if (answered) expect(answered).toMatchObject({ spent: first?.counted, kept: first?.breachedAt === undefined })
        }
      }),
    )
  })

  it('counts a deadline that passed once, whether the clock told of it first or somebody was late', () => {
    fc.assert(
      fc.property(lives(16), (life) => {
        const history = historyOf(life)
        const ledger = ledgerOf(history)
        const told = new Set(
          history.flatMap(({ data }) => (data.type === 'ticket.deadline_neared' && data.percent === 100 ? [data.step] : [])),
        )
        const counted = whats.filter((what) => what.startsWith('breached')).reduce((sum, what) => sum + times(ledger, what), 0)
        expect(counted).toBeGreaterThanOrEqual(told.size)
        expect(times(ledger, 'breached_first')).toBeLessThanOrEqual(1)
        expect(times(ledger, 'breached_resolution')).toBeLessThanOrEqual(1)
        const late = ledger.filter(({ what, kept }) => what === 'first_response' && kept === false).length
        expect(times(ledger, 'breached_first')).toBeGreaterThanOrEqual(late)
      }),
    )
  })

  it('every kind of entry comes of some life', () => {
    const seen = new Set(
      fc.sample(lives(20), { numRuns: 400, seed: 7 }).flatMap((life) => ledgerOf(historyOf(life)).map(({ what }) => what)),
    )
    expect(whats.filter((what) => !seen.has(what))).toEqual([])
  })

  it('is judged by the book of the moments that it names, and by no other', () => {
    fc.assert(
      fc.property(lives(16), (life) => {
        const history = historyOf(life)
        const named = new Set<string>(judgedAt(history))
        countedIn(history, (at) => {
          expect(named.has(at)).toBe(true)
          return book
        })
      }),
    )
  })
})

describe('for whom it counts', () => {
  const at = (hour: number) => Instant.parse(`2026-11-23T0${hour}:00:00.000Z`)
  const story = (assignee?: string): readonly Counted[] => {
    const by = { id: 'usr_li', roles: ['agent'] }
    const [opening] = historyOf(fc.sample(lives(0), { numRuns: 1, seed: 3 })[0] ?? [])
    if (opening?.data.type !== 'ticket.opened') throw new Error('nothing was opened')
    const ticket = { ...opening.data.ticket, team: 'customer_service', ...(assignee && { assignee }) } as Ticket
    const message = { message: 'tms_00000000000000000000000001', excerpt: '已在途中', attachments: 0, channel: 'mail' } as const
    const replied = { type: 'ticket.replied', ...message, at: at(3), by: 'usr_li' } as never
    const neared = { type: 'ticket.deadline_neared', deadline: 'first', percent: 100, step: 'first:1:100', at: at(2) } as never
    return ledgerOf([
      { ...opening, data: { ...opening.data, ticket } },
      { id: 'evt_2', at: at(2), actor: { id: 'system', roles: ['system'] }, data: neared },
      { id: 'evt_3', at: at(3), actor: by, data: replied },
    ])
  }

  it('what is done with a ticket counts for whoever has it, not for whoever helps out', () => {
    expect(story('usr_wang').map(({ what, agent }) => [what, agent])).toEqual([
      ['opened', 'usr_wang'],
      ['breached_first', 'usr_wang'],
      ['first_response', 'usr_wang'],
    ])
  })

  it('where nobody has it, for the person who did it; and that time passed then counts for nobody', () => {
    expect(story().map(({ what, agent }) => [what, agent])).toEqual([
      ['opened', undefined],
      ['breached_first', undefined],
      ['first_response', 'usr_li'],
    ])
  })
})
