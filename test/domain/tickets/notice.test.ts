import { describe, expect, it } from 'vitest'
import { tellingsOf } from '../../../domain/notifications/tellings.ts'
import type { Claim } from '../../../domain/tickets/claim.ts'
import { dueAtOf } from '../../../domain/tickets/due.ts'
import type { TicketEvent } from '../../../domain/tickets/events.ts'
import { isShownIn } from '../../../domain/tickets/shown-in.ts'
import { summaryOf } from '../../../domain/tickets/summary.ts'
import { contextOf } from '../../support/context.ts'
import { at as daysOn, given, opened, resolved } from './stories.ts'

const noticeBy = '2026-12-10'
/** A moment where the firm is. */
const on = (day: string, time = '09:00') => new Date(`2026-12-${day}T${time}:00+08:00`).toISOString()
const claimed = (claim: Partial<Claim> = {}) => opened({ claim: { noticeBy, ...claim } }, 'claim')
const stateOf = (past: readonly TicketEvent[]) => {
  const { after } = given(...past).when({ type: 'fall due' }, contextOf({ now: daysOn(0) }))
  if (!after) throw new Error('nothing was opened')
  return after
}
const fallenDue = (past: readonly TicketEvent[], now: string): readonly TicketEvent[] => {
  const { decided } = given(...past).when({ type: 'fall due' }, contextOf({ now }))
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value
}
const leftIn = (events: readonly TicketEvent[]) => events.map((event) => 'left' in event && event.left)

describe('the last day for giving notice of a claim', () => {
  it('is told of seven days and two days before and on that day, when the firm begins its work, once each', () => {
    let past = claimed()
    const told: [string | undefined, ReturnType<typeof leftIn>][] = []
    for (let due = dueAtOf(stateOf(past)); due !== undefined; due = dueAtOf(stateOf(past))) {
      const news = fallenDue(past, due)
      told.push([due, leftIn(news)])
      past = [...past, ...news]
      expect(fallenDue(past, due)).toEqual([])
    }
    expect(told).toEqual([
      [on('03'), [7]],
      [on('08'), [2]],
      [on('10'), [0]],
    ])
  })

  it('is told of no earlier', () => {
    expect(fallenDue(claimed(), on('03', '08:59'))).toEqual([])
  })

  it('is told of at once where it is known late, by the last warning alone, and when it has passed as well', () => {
    const late = fallenDue(claimed(), on('09'))
    expect(leftIn(late)).toEqual([2])
    expect(dueAtOf(stateOf([...claimed(), ...late]))).toBe(on('10'))
    expect(leftIn(fallenDue(claimed({ noticeBy: '1066-10-14' }), on('01')))).toEqual([0])
  })

  it('is told of anew when it is another day', () => {
    const past = [...claimed(), ...fallenDue(claimed(), on('10'))]
    expect(dueAtOf(stateOf(past))).toBeUndefined()
    const to: Claim = { noticeBy: '2026-12-20' }
    const moved: TicketEvent = { type: 'ticket.changed', from: {}, to: { claim: to }, at: daysOn(1), by: 'usr_li' }
    expect(dueAtOf(stateOf([...past, moved]))).toBe(on('13'))
  })

  it.each([
    ['notice was given', claimed({ noticeGivenOn: '2026-12-01' })],
    ['the claim has its outcome', claimed({ outcome: 'withdrawn' })],
    ['no day is known', claimed({ noticeBy: undefined })],
  ])('is nothing that anybody is told of once %s', (_, past) => {
    expect(dueAtOf(stateOf(past))).toBeUndefined()
    expect(fallenDue(past, on('10'))).toEqual([])
    expect(summaryOf(stateOf(past)).noticeBy).toBeUndefined()
  })

  it('is nothing that anybody is told of on a ticket that is over', () => {
    const past = [...claimed(), ...resolved(1).slice(-1)]
    expect(leftIn(fallenDue(past, daysOn(2)))).toEqual([])
    expect(dueAtOf(stateOf(past))).toBe(daysOn(15))
  })

  it('is told to whoever has the claim and whoever watches it, or else to those who lead its team', () => {
    const toldOf = (event: object) =>
      tellingsOf('ticket.notice_near').map(({ who, team }) => [
        ...who(JSON.parse(JSON.stringify(event))),
        team(JSON.parse(JSON.stringify(event))),
      ])
    const [event] = fallenDue(claimed(), on('10'))
    expect(toldOf({ ...event, watchers: ['usr_1'] })).toEqual([['usr_1', 'customer_service']])
    expect(toldOf({ ...event, assignee: 'usr_li', watchers: ['usr_1', 'usr_li'] })).toEqual([['usr_li', 'usr_1', undefined]])
  })

  it('finds a claim by that day or a later one', () => {
    const claim = summaryOf(stateOf(claimed()))
    expect(['2026-12-09', '2026-12-10', '2026-12-11'].map((day) => isShownIn({ noticeBy: day }, claim))).toEqual([false, true, true])
    expect(isShownIn({ noticeBy: '2099-01-01' }, summaryOf(stateOf(opened())))).toBe(false)
  })
})
