import { describe, expect, it } from 'vitest'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { Message } from '../../../../domain/messages/message.ts'
import { TicketMessage } from '../../../../domain/tickets/thread.ts'
import { conversationOf, sentMailOf } from '../../../../functions/queue/messages/conversation.ts'

const ticketId = 'tkt_01KAJ0000000000000000000AA'
const at = Instant.parse('2026-03-04T01:12:00.000Z')
const said = (n: number, more: object) =>
  TicketMessage.parse({ id: `tms_01KAJ000000000000000000${String(n).padStart(3, '0')}`, ticketId, at, text: `words ${n}`, ...more })
const mail = (n: number, id: string) => said(n, { kind: 'received', channel: 'mail', externalId: `<${id}>#fingerprint` })
const paper = { id: 'att_01KAJ0000000000000000000AA', name: '签收单.pdf', type: 'application/pdf', size: 3 } as const
const reply = said(900, { kind: 'reply', channel: 'mail', author: 'usr_1', text: 'It is in Ningbo.', attachments: [paper] })

const message = (facts: object = {}) =>
  Message.parse({
    id: 'msg_01KAJ0000000000000000000AA',
    to: { kind: 'ticket', id: ticketId },
    template: 'desk.reply',
    fields: { number: '260304-0815', message: reply.id, saidAt: at },
    cause: 'x',
    state: 'queued',
    queuedAt: at,
    sendAt: at,
    tries: 0,
    ...facts,
  })
const ports = (...latest: readonly TicketMessage[]) => ({
  latest: async () => latest,
  message: async (_ticket: string, _at: string, id: string) => (id === reply.id ? reply : undefined),
  subjectOf: async () => 'Where?',
  tokenFor: async () => '01kajtoken',
  desk: 'desk@desk.firm.example',
})

describe('an answer of the desk', () => {
  it('says what was written, stands behind the mails before it, and is answered at an address that names its ticket', async () => {
    const found = await conversationOf(ports(reply, mail(2, 'b@x.example'), mail(1, 'a@x.example')), message())
    expect(found).toEqual({
      replyText: 'It is in Ningbo.',
      files: [paper],
      subject: 'Where?',
      thread: {
        replyTo: 'desk+01kajtoken@desk.firm.example',
        inReplyTo: '<b@x.example>',
        references: [`<${ticketId}@desk.firm.example>`, '<a@x.example>', '<b@x.example>'],
        isAutomatic: false,
      },
    })
  })

  it('names the first and the latest mails where all of them would be too many for a header', async () => {
    const many = Array.from({ length: 20 }, (_, i) => mail(i, `${i}.${'x'.repeat(60)}@x.example`))
    const { references = [] } = (await conversationOf(ports(...many), message()))?.thread ?? {}
    expect(references.join(' ').length).toBeLessThanOrEqual(800)
    expect([references[0], references.at(-1)]).toEqual([`<${ticketId}@desk.firm.example>`, `<0.${'x'.repeat(60)}@x.example>`])
  })

  it('is remembered with the message of the thread that it brings, and what the program says by itself with none', () => {
    const mail = { ticketId, messageId: message().id }
    expect(sentMailOf(message())).toEqual({ ...mail, said: reply.id })
    expect(sentMailOf(message({ template: 'desk.opened' }))).toEqual(mail)
  })

  it('is not sent without the words that it is to bring', async () => {
    await expect(conversationOf(ports(), message({ fields: { message: 'tms_01KAJ000000000000000000999' } }))).rejects.toThrow(
      /not in its ticket/,
    )
  })
})

it('what the desk says by itself tells other programs not to answer it', async () => {
  const found = await conversationOf(ports(), message({ template: 'desk.opened', fields: { ticketNumber: '260304-0815' } }))
  expect(found).toMatchObject({ replyText: '', thread: { isAutomatic: true, inReplyTo: undefined } })
})

it('a letter to a contact is part of no conversation', async () => {
  expect(await conversationOf(ports(), message({ to: { kind: 'contact', id: 'con_1' } }))).toBeUndefined()
})
