import { describe, expect, it } from 'vitest'
import { shippedAutoAnswers } from '../../../../domain/auto-answers/auto-answers.ts'
import type { DeskAnswers } from '../../../../domain/desk-answers/answer.ts'
import type { DeskAnswerEvent } from '../../../../domain/desk-answers/events.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import type { MessageEvent } from '../../../../domain/messages/events.ts'
import type { Message } from '../../../../domain/messages/message.ts'
import { type AnsweringPorts, answerTicket } from '../../../../functions/queue/desk-answers/answer-ticket.ts'
import { Notice } from '../../../../functions/queue/job.ts'
import { ticketOf } from '../../../domain/macros/support.ts'
import { contextOf } from '../../../support/context.ts'
import { memoryStore } from '../../../support/memory-store.ts'

const ticket = ticketOf({ customerId: 'cus_01JD3Q6Y8ZK4T9W2M7V5N1X0RB' })
const noticeOf = (type: string, nth = 0) =>
  Notice.parse({
    id: `evt_0000000000000000000000000${nth}`,
    type,
    schema: 1,
    at: '2026-11-21T08:30:00.000Z',
    actor: { id: 'system', roles: ['system'] },
    subject: { kind: 'ticket', id: ticket.id },
    version: 1 + nth,
    about: [],
    traceId: 'trace-test',
  })
const opened = noticeOf('ticket.opened')
const received = (nth: number) => noticeOf('ticket.message_received', nth)
const opensAt = Instant.parse('2026-11-23T00:30:00.000Z')

const stage = (ports: Partial<AnsweringPorts> = {}, { automatic = false } = {}) => {
  const messages = memoryStore<Message | undefined, MessageEvent>()
  const answers = memoryStore<DeskAnswers | undefined, DeskAnswerEvent>()
  const event: AnsweringPorts['event'] = async (_, id) => ({
    ...received(1),
    id: received(1).id,
    data: { type: 'ticket.message_received', message: `tms_${id.slice(4)}`, automatic },
  })
  const rules = async () => shippedAutoAnswers
  const all: AnsweringPorts = {
    messages,
    answers,
    event,
    rules,
    ticket: async () => ticket,
    openAt: async () => ({ are: 'inside' }),
    ...ports,
  }
  const sent = () => messages.events.flatMap((one) => (one.type === 'message.queued' ? [one.message] : []))
  return { answer: answerTicket(all), sent, ports: all }
}
const at = (now: string) => contextOf({ now })

describe('who writes to the desk', () => {
  it('is told the number of the ticket, once, however often and by how many workers it is told', async () => {
    const { answer, sent } = stage()
    await Promise.all([answer(opened, contextOf()), answer(opened, contextOf())])
    await answer(opened, contextOf())
    expect(sent()).toMatchObject([
      {
        to: { kind: 'ticket', id: ticket.id },
        template: 'desk.opened',
        fields: { ticketNumber: '261121-4711' },
        customerId: ticket.customerId,
      },
    ])
  })

  it('is told it by the next worker where one died before the message was asked for', async () => {
    const { ports, sent } = stage()
    const dying = { ...ports.messages, commit: () => Promise.reject(new Error('killed')) }
    await expect(answerTicket({ ...ports, messages: dying })(opened, contextOf())).rejects.toThrow('killed')
    expect(sent()).toEqual([])
    await answerTicket(ports)(opened, at('2026-11-21T08:31:00.000Z'))
    expect(sent()).toHaveLength(1)
  })

  it('outside working hours is told when somebody is there, in the words for that', async () => {
    const { answer, sent } = stage({ openAt: async () => ({ are: 'outside', opensAt }) })
    await answer(opened, contextOf())
    expect(sent()).toMatchObject([{ template: 'desk.opened_outside', fields: { opensAt } }])
  })

  it('is told nothing more by itself for a day, and then once again', async () => {
    const { answer, sent } = stage()
    await answer(opened, at('2026-11-21T08:00:00.000Z'))
    const came = (nth: number, now: string) => answer({ ...received(nth), at: Instant.parse(now) }, at(now))
    await came(1, '2026-11-21T20:00:00.000Z')
    await came(2, '2026-11-22T08:00:00.000Z')
    await came(3, '2026-11-22T08:01:00.000Z')
    expect(sent().map(({ template }) => template)).toEqual(['desk.opened', 'desk.message'])
  })

  it('is not told a day later of what came within it, should that be told of again', async () => {
    const { answer, sent } = stage()
    await answer(opened, at('2026-11-21T08:30:00.000Z'))
    for (const now of ['2026-11-21T08:31:00.000Z', '2026-11-25T08:00:00.000Z']) await answer(received(1), at(now))
    expect(sent().map(({ template }) => template)).toEqual(['desk.opened'])
  })
})

describe('a machine that writes', () => {
  it('is told nothing, so two of them do not answer one another', async () => {
    const { answer, sent } = stage({}, { automatic: true })
    for (const nth of [1, 2, 3, 4]) await answer(received(nth), at(`2026-11-2${nth}T08:00:00.000Z`))
    expect(sent()).toEqual([])
  })
})

it('an event or a ticket that cannot be read yet is brought again', async () => {
  await expect(stage({ event: async () => undefined }).answer(received(1), contextOf())).rejects.toThrow('is not there')
  await expect(stage({ ticket: async () => undefined }).answer(opened, contextOf())).rejects.toThrow('is not there')
})
