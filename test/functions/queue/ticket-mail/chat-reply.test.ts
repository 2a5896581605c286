import { describe, expect, it } from 'vitest'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { hours, later } from '../../../../domain/kernel/later.ts'
import type { MessageEvent } from '../../../../domain/messages/events.ts'
import type { Message } from '../../../../domain/messages/message.ts'
import { chooseWay } from '../../../../domain/messages/way.ts'
import { shippedTemplates } from '../../../../domain/templates/shipped.ts'
import { requesterAddress } from '../../../../domain/tickets/requester-address.ts'
import { addresseeOf, openAddress } from '../../../../functions/queue/messages/addressee.ts'
import { mailReply } from '../../../../functions/queue/ticket-mail/mail-reply.ts'
import { closedIn } from '../../../support/closed.ts'
import { contextOf } from '../../../support/context.ts'
import { memoryStore } from '../../../support/memory-store.ts'
import { now, openStage } from '../inbound/stage.ts'

const replied = 'tms_01KAJ0000000000000000000RR'
const eventId = 'evt_01KAJ0000000000000000000AA'

/** A ticket that came by a door, and what is sent for an answer to it so long after the customer wrote. */
const answered = async (facts: object, after: number) => {
  const stage = openStage()
  const id = await stage.bring({ externalId: '1', ...facts })
  await stage.hearEverything(id)
  const state = await stage.stateOf(id)
  if (state?.status !== 'taken') throw new Error('it is on no ticket')
  const { ticketId } = state.taken
  const channel = state.message.channel
  const at = later(Instant.parse(now), after)
  const messages = memoryStore<Message | undefined, MessageEvent>()
  const envelope = {
    id: eventId,
    type: 'ticket.replied',
    schema: 1,
    at,
    actor: { id: 'usr_li', roles: [] },
    subject: { kind: 'ticket', id: ticketId },
    version: 2,
    about: [],
    traceId: 'trace-test',
  }
  const event = async () => ({ ...envelope, data: { type: 'ticket.replied', message: replied, channel, at } }) as never
  const { tickets } = stage.ports.desk
  await mailReply({ messages, tickets, event }, envelope as never, contextOf({ now: at }))
  const nobody = async () => undefined
  const people = { contacts: nobody, customers: nobody, staff: nobody, codeFor: async () => '' }
  /** Who is written to, and where they are found. */
  const addressee = async () => {
    const finding = { ...people, tickets: closedIn(tickets, requesterAddress) }
    const found = await addresseeOf(finding, { kind: 'ticket', id: ticketId }, { purpose: 'send_transactional' })
    const [address] = found?.addresses ?? []
    return { found, address, opened: found && address && (await openAddress(found, { address, isNamed: true })) }
  }
  const [queued] = messages.events
  return { addressee, message: queued?.type === 'message.queued' ? queued.message : undefined }
}

const chat = { channel: 'wechat', from: { name: '李娜', address: 'oyORnuP8q7ou2gfYjqLzSIWZf0rs' } }

describe('an answer to somebody who chats with us', () => {
  it('goes into the chat, as long as WeChat takes it', async () => {
    const { message, addressee } = await answered(chat, 47 * hours)
    expect(message?.template).toBe('desk.chat_reply')
    const { found, address, opened } = await addressee()
    expect(found).toMatchObject({ channels: ['wechat'], addresses: [{ channel: 'wechat' }] })
    expect(opened).toEqual({ to: chat.from.address, name: '李娜' })
    const template = shippedTemplates.get('desk.chat_reply')
    if (!template || !found || !address) throw new Error('nobody to write to')
    const way = { channel: 'wechat', address: address.index, optOut: false, suppressed: false } as const
    expect(chooseWay(template, { ...found, ways: [way] })).toMatchObject({ ok: true, value: { way } })
  })

  it.each([
    ['as the two days end', 48 * hours - 60_000],
    ['long after', 96 * hours],
  ])('goes another way %s, as a template message or a mail', async (_, after) => {
    expect((await answered(chat, after)).message?.template).toBe('desk.reply')
  })
})

describe('an answer to somebody who wrote otherwise', () => {
  it('is a mail to where they wrote from', async () => {
    const { message, addressee } = await answered({}, hours)
    expect(message?.template).toBe('desk.reply')
    expect(await addressee()).toMatchObject({ address: { channel: 'email' }, opened: { to: 'li.na@shunda.example' } })
  })
})
