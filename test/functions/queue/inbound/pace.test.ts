import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InboundRoute } from '../../../../domain/inbound/inbound.ts'
import { InboundHead } from '../../../../domain/inbound/inbound-message.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { bounds, type CountMails, isHasty } from '../../../../functions/queue/inbound/pace.ts'

const now = Instant.parse('2026-03-04T01:12:00.000Z')
const mail = (facts: object = {}) =>
  InboundHead.parse({ channel: 'mail', externalId: 'x', from: { address: 'li.na@shunda.example' }, receivedAt: now, ...facts })
const routeBy = (by: 'open' | 'append') => InboundRoute.parse({ ticketId: 'tkt_01KAJ0000000000000000000AA', by })
const [anHour, aDay] = [3600, 86_400]
/** What is made of the one that comes after so many within the hour, and within the day. */
const after = async (inHour: number, inDay: number, facts: object = {}) => {
  const count: CountMails = async (_place, _address, { seconds }) => (seconds === anHour ? inHour : inDay)
  return isHasty(count, mail(facts), { route: routeBy('append'), now })
}

it('who writes more mails to a ticket in an hour than anybody writes is taken for a program', async () => {
  expect([await after(1, 1), await after(20, 20), await after(21, 21)]).toEqual([false, false, true])
})

it('so is who writes more of them in a day, however long they wait before each', async () => {
  expect([await after(1, 60), await after(1, 61), await after(20, 60)]).toEqual([false, true, false])
})

it('mails that open tickets are counted by the address that would be answered, whichever tickets they open', async () => {
  const asked: unknown[] = []
  const count: CountMails = async (place, address, { seconds }) => (seconds === anHour ? asked.push([place, address]) : 1)
  await isHasty(count, mail(), { route: routeBy('open'), now })
  await isHasty(count, mail({ forwardedFor: { address: 'wang@huatong.example' } }), { route: routeBy('open'), now })
  await isHasty(count, mail(), { route: routeBy('append'), now })
  await isHasty(count, mail({ vouched: false }), { route: routeBy('open'), now })
  expect(asked).toEqual([
    ['opens', 'li.na@shunda.example'],
    ['opens', 'wang@huatong.example'],
    ['tkt_01KAJ0000000000000000000AA', 'li.na@shunda.example'],
    ['opens unvouched', 'li.na@shunda.example'],
  ])
})

it('a chat is as quick as people type', async () => {
  expect(await after(500, 500, { channel: 'wechat' })).toBe(false)
})

describe('an address that has written at these moments', () => {
  const start = Date.parse('2026-03-04T00:00:00.000Z')
  /** Which of its mails, by minutes from a midnight on, were taken for a machine's. */
  const told = async (minutes: readonly number[]): Promise<readonly boolean[]> => {
    const counts = new Map<string, number>()
    const verdicts: boolean[] = []
    for (const minute of minutes) {
      const at = Instant.parse(new Date(start + minute * 60_000).toISOString())
      const count: CountMails = async (place, address, span) => {
        const key = `${place} ${address} ${span.seconds} ${Math.floor(Date.parse(span.now) / 1000 / span.seconds)}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
        return counts.get(key) ?? 0
      }
      verdicts.push(await isHasty(count, mail(), { route: routeBy('open'), now: at }))
    }
    return verdicts
  }
  const most = Object.fromEntries(bounds.map((bound) => [bound.seconds, bound.most]))

  it('is one of a person, where no hour and no day holds more than a person writes', async () => {
    const days = fc.array(fc.integer({ min: 0, max: 5 * 1440 - 1 }), { maxLength: 200 }).map((minutes) => {
      const kept: number[] = []
      const within = (seconds: number, minute: number) =>
        kept.filter((one) => Math.floor((one * 60) / seconds) === Math.floor((minute * 60) / seconds)).length
      for (const minute of minutes.sort((a, b) => a - b))
        if ([anHour, aDay].every((seconds) => within(seconds, minute) < (most[seconds] ?? 0))) kept.push(minute)
      return kept
    })
    await fc.assert(
      fc.asyncProperty(days, async (minutes) => {
        expect(await told(minutes)).toEqual(minutes.map(() => false))
      }),
    )
  })

  it('is a program’s where each comes some minutes after we have answered the one before: then it hears no more', async () => {
    const gaps = fc.integer({ min: 1, max: 23 })
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: 0, max: 1439 }), async (gap, from) => {
        const minutes = Array.from({ length: 2 * 60 + 1 }, (_, nth) => from + nth * gap)
        const first = (await told(minutes)).indexOf(true)
        // At worst a day ends in between, and it begins anew.
        expect(first).toBeGreaterThanOrEqual(20)
        expect(first).toBeLessThanOrEqual(120)
      }),
    )
  })
})
