import { afterAll, beforeAll, expect, it } from 'vitest'
import { mailThreads, receivedMail } from '../../../adapters/dynamo/inbound/mail-threads.ts'
import { Inbound } from '../../../domain/inbound/inbound.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let table: TestTable
beforeAll(async () => {
  table = await startTestTable()
})
afterAll(() => table.stop())

/** Keeps what came in as its store does: the row beside it. */
const cameIn = async (letter: string, externalId: string, receivedAt: string): Promise<string> => {
  const id = `inb_01KAJ000000000000000000${letter.repeat(3)}`
  const message = { channel: 'mail', externalId, from: { address: 'li.na@shunda.example' }, receivedAt }
  const inbound = Inbound.parse({ status: 'received', id, message, receivedAt })
  for (const row of receivedMail(inbound)) await table.table.transact([table.table.put(row)])
  return id
}

it('a mail that came in is found by those that answer it, and whoever calls theirs the same later takes nothing away', async () => {
  const threads = mailThreads(table.table)
  const first = await cameIn('Z', '<a@X.example>#one', '2026-03-04T01:00:00.000Z')
  await cameIn('A', '<a@x.example>#forged', '2026-03-04T02:00:00.000Z')
  expect(await threads.find(['nowhere@x.example', 'a@x.example'])).toEqual([{ kind: 'received', inboundId: first }])
})

it('a mail that we sent leads to its ticket before any that came in under its name, and is remembered once', async () => {
  const threads = mailThreads(table.table)
  await cameIn('B', '<ses-1@email.amazonses.com>#forged', '2026-03-04T01:00:00.000Z')
  const mail = { ticketId: 'tkt_1', messageId: 'msg_1', said: 'tms_1' }
  for (const one of [mail, mail, { ticketId: 'tkt_2', messageId: 'msg_2' }]) await threads.sent('ses-1@amazonses.com', one)
  expect(await threads.find(['ses-1@amazonses.com'])).toEqual([{ kind: 'sent', ...mail }])
  const notice = { ticketId: 'tkt_1', messageId: 'msg_3' }
  await threads.sent('ses-3@amazonses.com', notice)
  expect(await threads.find(['ses-3@amazonses.com'])).toEqual([{ kind: 'sent', ...notice }])
})

it('a mail without an id of its own leaves no trace to find it by', async () => {
  expect(receivedMail(undefined)).toEqual([])
  await cameIn('C', 'mail#hash', '2026-03-04T01:00:00.000Z')
  expect(await mailThreads(table.table).find(['mail'])).toEqual([])
})
