import { expect, it } from 'vitest'
import { Inbound } from '../../../../domain/inbound/inbound.ts'
import { InboundHead } from '../../../../domain/inbound/inbound-message.ts'
import { part } from '../../../../domain/kernel/care/care.ts'
import { TicketMessage } from '../../../../domain/tickets/thread.ts'
import { saidIn, threadMessage, wantedFor } from '../../../../functions/queue/inbound/wanted.ts'

const ticketId = 'tkt_01KAJ0000000000000000000AA'
const recording = 'https://calls.example/r/1'
const now = '2026-11-22T02:00:00.000Z'
const message = InboundHead.parse({
  channel: 'phone',
  externalId: 'c-1',
  from: { address: '+8613800138000' },
  receivedAt: now,
  call: { direction: 'inbound', seconds: 200, endedAt: now, recording },
})
const waiting = Inbound.options[1].parse({ status: 'received', id: 'inb_01KAJ0000000000000000000AA', message, receivedAt: now })

it('where a call can be listened to stands sealed beside its words, and in no word of the thread or the ticket', () => {
  const said = saidIn(message, undefined)
  const kept = TicketMessage.parse({ ...threadMessage(waiting, said), ticketId })
  expect(kept).toMatchObject({ text: '客户来电,通话 3:20', recording })
  expect(JSON.stringify(part(TicketMessage, kept).masked)).not.toContain(recording)
  expect(JSON.stringify(wantedFor(waiting, said, { candidates: [] }))).not.toContain(recording)
})
