import { expect, it } from 'vitest'
import { Inbound } from '../../../../domain/inbound/inbound.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { paced } from '../../../../functions/queue/inbound/pace.ts'
import type { Waiting } from '../../../../functions/queue/inbound/ports.ts'

const now = Instant.parse('2026-03-04T01:12:00.000Z')
const waiting = (facts: object = {}): Waiting => {
  const message = { channel: 'mail', externalId: 'x', from: { address: 'li.na@shunda.example' }, receivedAt: now, ...facts }
  return Inbound.parse({ status: 'received', id: 'inb_01KAJ0000000000000000000AA', message, receivedAt: now }) as Waiting
}
const after = async (count: number, facts: object = {}) =>
  (await paced(async () => count, waiting(facts), { ticketId: 'tkt_1', now })).message.automatic

it('who writes more mails to a ticket in an hour than anybody writes is taken for a program', async () => {
  expect([await after(1), await after(20), await after(21)]).toEqual([undefined, undefined, true])
})

it('a chat is as quick as people type', async () => {
  expect(await after(500, { channel: 'wechat' })).toBeUndefined()
})
