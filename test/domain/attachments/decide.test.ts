import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AttachmentRef } from '../../../domain/attachments/attachment.ts'
import { type AttachmentCommand, attachments, type FileTicket } from '../../../domain/attachments/decide.ts'
import { AttachmentEvent } from '../../../domain/attachments/events.ts'
import { TicketId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const [id, inbound] = ['att_01KAJ0000000000000000000AA', 'inb_01KAJ0000000000000000000AA']
const at = '2026-11-21T08:30:00.000Z'
const ticket: FileTicket = { id: TicketId.parse('tkt_01KAJ0000000000000000000AA'), assignee: 'usr_1', team: 'desk', watchers: ['usr_3'] }
const other: FileTicket = { ...ticket, id: TicketId.parse('tkt_01KAJ0000000000000000000AB'), assignee: 'usr_9', watchers: [] }
const file = { name: '../签收单.exe', type: 'application/pdf', size: 8 } as const
const pdf = { head: Buffer.from('%PDF-1.7'), size: 8, tag: '"1"' }
const by = (actor: string) => contextOf({ actor: { id: actor, reach: { kind: 'own' } } })

const { given } = stories(attachments)
const ref = { id, name: '签收单.exe.pdf', type: 'application/pdf', size: 8 }
const asked = AttachmentEvent.parse({
  type: 'attachment.asked',
  attachment: { status: 'asked', ...ref, origin: { kind: 'upload', by: 'usr_1' }, ticketId: ticket.id, askedAt: at },
})
const kept = AttachmentEvent.parse({ type: 'attachment.kept', at })
const received = AttachmentEvent.parse({
  type: 'attachment.received',
  attachment: { status: 'kept', ...ref, origin: { kind: 'message', inbound }, keptAt: at },
})
const placed = AttachmentEvent.parse({ type: 'attachment.placed', ticketId: ticket.id, at })

describe('asking to upload a file', () => {
  it('is for whoever sees the ticket, and makes the name safe', () => {
    given().when({ type: 'ask', id, file, ticket }, by('usr_1')).thenEvents(asked)
    given().when({ type: 'ask', id, file, ticket }, by('usr_2')).thenRefused('access.out_of_scope')
    given().when({ type: 'ask', id, file, ticket: undefined }).thenRefused('ticket.not_found')
  })

  it('does nothing when the same request comes again', () => {
    given(asked).when({ type: 'ask', id, file, ticket }, by('usr_1')).thenNothing()
  })
})

describe('keeping a file', () => {
  it('takes what was announced, once', () => {
    given(asked).when({ type: 'keep', found: pdf }).thenEvents(kept)
    given(asked, kept).when({ type: 'keep', found: undefined }).thenNothing()
  })

  it('takes nothing that is not there, is of another size, or is something else than it said', () => {
    given(asked).when({ type: 'keep', found: undefined }).thenRefused('attachment.not_uploaded', { attachment: id })
    given(asked)
      .when({ type: 'keep', found: { ...pdf, size: 9 } })
      .thenRefused('attachment.not_as_said')
    given(asked)
      .when({ type: 'keep', found: { ...pdf, head: Buffer.from('MZ%PDF-1') } })
      .thenRefused('attachment.not_as_said', { type: 'application/pdf' })
    given().when({ type: 'keep', found: pdf }).thenRefused('attachment.not_found')
  })
})

describe('a file of a partner', () => {
  const asking = { type: 'ask for a message', id, file } as const
  const ofPartner = AttachmentEvent.parse({
    type: 'attachment.asked',
    attachment: { status: 'asked', ...ref, origin: { kind: 'partner', by: 'machine_chat' }, askedAt: contextOf().now },
  })
  const brought = AttachmentEvent.parse({ type: 'attachment.brought', inbound, at: contextOf().now })
  const bring = { type: 'bring', found: pdf, inbound } as const

  it('is asked for before there is a message or a ticket, once', () => {
    given().when(asking, by('machine_chat')).thenEvents(ofPartner)
    given(ofPartner).when(asking, by('machine_chat')).thenNothing()
  })

  it('goes with one message of the same partner, however often that is brought', () => {
    given(ofPartner).when(bring, by('machine_chat')).thenEvents(brought)
    given(ofPartner, brought)
      .when({ ...bring, found: undefined }, by('machine_chat'))
      .thenNothing()
    given(ofPartner, brought)
      .when({ ...bring, inbound: 'inb_01KAJ0000000000000000000AB' }, by('machine_chat'))
      .thenRefused('attachment.not_found')
    given(ofPartner).when(bring, by('machine_other')).thenRefused('attachment.not_found')
    given(asked).when(bring, by('usr_1')).thenRefused('attachment.not_found')
  })

  it('is taken for what it is', () => {
    given(ofPartner)
      .when({ ...bring, found: undefined }, by('machine_chat'))
      .thenRefused('attachment.not_uploaded')
    given(ofPartner)
      .when({ ...bring, found: { ...pdf, head: Buffer.from('MZ%PDF-1') } }, by('machine_chat'))
      .thenRefused('attachment.not_as_said')
  })

  it('is placed by the message that it goes with', () => {
    expect(given(ofPartner, brought).when({ type: 'place', ticketId: ticket.id, inbound }).decided).toMatchObject({ ok: true, value: [{}] })
  })
})

describe('a link to a file', () => {
  it('is for whoever sees its ticket or the one that this was merged into, and leaves a trace', () => {
    const link = { type: 'give a link', tickets: [ticket] } as const
    const given1 = given(asked, kept).when(link, by('usr_3'))
    given1.thenEvents({ type: 'attachment.link_given', ticketId: ticket.id, at: contextOf().now, to: 'usr_3' })
    expect(given1.after).toEqual(given(asked, kept).state)
    given(asked, kept).when(link, by('usr_9')).thenRefused('access.out_of_scope')
    expect(given(asked, kept).when({ ...link, tickets: [ticket, other] }, by('usr_9')).decided.ok).toBe(true)
  })

  it('is not to be had of a file that nobody has looked at, or whose message is on no ticket yet', () => {
    const link = { type: 'give a link', tickets: [ticket] } as const
    given(asked).when(link, by('usr_1')).thenRefused('attachment.not_uploaded')
    given(received)
      .when({ ...link, tickets: [] }, by('usr_1'))
      .thenRefused('attachment.not_found')
    expect(given(received, placed).when(link, by('usr_1')).decided.ok).toBe(true)
  })
})

describe('a file that came with a message', () => {
  it('is kept once, and is on the ticket that its message is on', () => {
    const command = { type: 'receive', file: AttachmentRef.parse(ref), inbound } as const
    given().when(command).thenEvents(received)
    given(received).when(command).thenNothing()
    const { after } = given(received).when({ type: 'place', ticketId: ticket.id })
    expect(after).toMatchObject({ status: 'kept', ticketId: ticket.id })
    given(received, placed).when({ type: 'place', ticketId: ticket.id }).thenNothing()
  })

  it('goes with the message that brought it to its ticket, and with no other that names it', () => {
    const elsewhere = { type: 'place', ticketId: other.id } as const
    given(received)
      .when({ type: 'place', ticketId: ticket.id, inbound }, contextOf({ now: Instant.parse(at) }))
      .thenEvents(placed)
    given(received, placed)
      .when({ ...elsewhere, inbound: 'inb_01KAJ0000000000000000000AB' })
      .thenRefused('attachment.not_found')
    given(asked, kept)
      .when({ ...elsewhere, inbound })
      .thenRefused('attachment.not_found')
    expect(given(received, placed).when(elsewhere).after).toMatchObject({ ticketId: other.id })
  })
})

const commands: fc.Arbitrary<AttachmentCommand> = fc.oneof(
  fc.constantFrom(ticket, undefined).map((of) => ({ type: 'ask', id, file, ticket: of }) as const),
  fc.constantFrom(pdf, { ...pdf, size: 1 }, undefined).map((found) => ({ type: 'keep', found }) as const),
  fc
    .tuple(fc.constantFrom(ticket.id, other.id), fc.constantFrom(inbound, 'inb_01KAJ0000000000000000000AB', undefined))
    .map(([ticketId, from]) => ({ type: 'place', ticketId, inbound: from }) as const),
  fc.constant({ type: 'ask for a message', id, file } as const),
  fc
    .tuple(fc.constantFrom(pdf, { ...pdf, size: 1 }, undefined), fc.constantFrom(inbound, 'inb_01KAJ0000000000000000000AB'))
    .map(([found, from]) => ({ type: 'bring', found, inbound: from }) as const),
  fc.constantFrom([ticket], [other], []).map((tickets) => ({ type: 'give a link', tickets }) as const),
  fc.constant({ type: 'receive', file: AttachmentRef.parse(ref), inbound } as const),
)
keepsTheLaws('files', {
  decider: attachments,
  commands,
  contexts: fc.constantFrom(contextOf(), by('usr_1'), by('usr_2')),
  events: AttachmentEvent.options.map(({ shape }) => shape.type.value),
  recordOnly: ['attachment.link_given'],
})
