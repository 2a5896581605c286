import { expect, it } from 'vitest'
import { Inbound, InboundRoute } from '../../../../domain/inbound/inbound.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { paced } from '../../../../functions/queue/inbound/pace.ts'
import type { Waiting } from '../../../../functions/queue/inbound/ports.ts'

const now = Instant.parse('2026-03-04T01:12:00.000Z')
const waiting = (facts: object = {}): Waiting => {
  const message = { channel: 'mail', externalId: 'x', from: { address: 'li.na@shunda.example' }, receivedAt: now, ...facts }
  return Inbound.parse({ status: 'received', id: 'inb_01KAJ0000000000000000000AA', message, receivedAt: now }) as Waiting
}
const routeBy = (by: 'open' | 'append') => InboundRoute.parse({ ticketId: 'tkt_01KAJ0000000000000000000AA', by })
const after = async (count: number, facts: object = {}) =>
  (await paced(async () => count, waiting(facts), { route: routeBy('append'), now })).message.automatic

it('who writes more mails to a ticket in an hour than anybody writes is taken for a program', async () => {
  expect([await after(1), await after(20), await after(21)]).toEqual([undefined, undefined, true])
})

it('mails that open tickets are counted by the address that would be answered, whichever tickets they open', async () => {
  const asked: unknown[] = []
  const count = async (...[place, address]: readonly [string, string, Instant]) => asked.push([place, address])
  await paced(count, waiting(), { route: routeBy('open'), now })
  await paced(count, waiting({ forwardedFor: { address: 'wang@huatong.example' } }), { route: routeBy('open'), now })
  await paced(count, waiting(), { route: routeBy('append'), now })
  await paced(count, waiting({ vouched: false }), { route: routeBy('open'), now })
  expect(asked).toEqual([
    ['opens', 'li.na@shunda.example'],
    ['opens', 'wang@huatong.example'],
    ['tkt_01KAJ0000000000000000000AA', 'li.na@shunda.example'],
    ['opens unvouched', 'li.na@shunda.example'],
  ])
})

it('a chat is as quick as people type', async () => {
  expect(await after(500, { channel: 'wechat' })).toBeUndefined()
})
