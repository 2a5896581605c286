import { beforeAll, describe, expect, inject, it } from 'vitest'
import { firmOf, type Pace } from '../../demo/quarter/firm.ts'
import { type Rehearsed, rehearse } from '../../demo/quarter/rehearse.ts'

const kills = 2
const everyDay = { reviewDays: 1, visitDays: 1 }
/** Everybody is visited and looked over every day, so that a few days hold what a quarter holds. */
const daily: Pace = { cadences: { vip: everyDay, regular: everyDay, potential: everyDay }, calls: 0.5 }
let rehearsed: Rehearsed

beforeAll(async () => {
  const script = { firm: firmOf(2, daily), days: 2, leaps: ['00:10', '14:10'], kills, seed: 7, assembly: inject('assembly') }
  rehearsed = await rehearse({ ...script, onDay: () => {} })
}, 900_000)

describe('some days of a firm, played undisturbed and again with the deployment killed at moments that a seed settles', () => {
  it('hold reviews, visits, digests and webhooks', () => {
    for (const { events, receiver } of rehearsed.played) {
      const types = new Set(events.map(({ type }) => type))
      const wanted = ['review.fell_due', 'visit.fell_due', 'digest.fell_due', 'message.delivered']
      expect(wanted.filter((type) => !types.has(type))).toEqual([])
      expect(receiver.accepted.size).toBeGreaterThan(0)
    }
  })

  it('are killed as often as was asked for', () => {
    expect(rehearsed.played.map(({ killedAt }) => killedAt.length)).toEqual([0, kills])
  })

  it('give what cadences and deeds make due, each thing once and at its time, the same with kills as without, and figures that a recount from the raw events gives too', () => {
    expect(rehearsed.checks.length).toBe(31)
    const failed = rehearsed.checks.filter(({ faults }) => faults.length > 0).map(({ name, faults }) => [name, ...faults.slice(0, 20)])
    expect(failed).toEqual([])
  })
})
