import * as z from 'zod'
import type { ReadAutoAnswers } from '../../../domain/auto-answers/ports.ts'
import type { DeskAnswers } from '../../../domain/desk-answers/answer.ts'
import { type DeskAnswerCommand, deskAnswers } from '../../../domain/desk-answers/decide.ts'
import type { OpenHours } from '../../../domain/desk-answers/open-hours.ts'
import type { DeskAnswerStore, ReadAnswered } from '../../../domain/desk-answers/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import type { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import type { Notice } from '../job.ts'
import { type MessagePorts, queueMessage } from '../messages/queue-message.ts'

export type AnsweringPorts = MessagePorts & {
  readonly ticket: ReadAnswered
  readonly answers: DeskAnswerStore
  readonly rules: ReadAutoAnswers
  /** An event by its subject and its id. */
  readonly event: (subjectId: string, eventId: string) => Promise<EventEnvelope | undefined>
  /** The hours of a work calendar at a moment; undefined where there is no such calendar. */
  readonly openAt: (calendar: string, at: Instant) => Promise<OpenHours | undefined>
}

type To = DeskAnswerCommand['to']
const Received = z.looseObject({ message: z.string(), automatic: z.boolean().optional(), of: z.unknown().optional() })

/** What is to be answered: the ticket that opened, or the message of which the event tells. */
const toOf = async ({ event }: AnsweringPorts, { type, subject, id, at }: Notice): Promise<To> => {
  if (type === 'ticket.opened') return { id: subject.id, what: 'opened', automatic: false, at }
  const found = await event(subject.id, id)
  if (!found) throw new Failure(`${id} of ${subject.id} is not there`)
  const { message, automatic = false, of } = Received.parse(found.data)
  // What somebody else wrote is nothing that whoever asks in this ticket is told of.
  return { id: message, what: 'message', automatic: automatic || of !== undefined, at }
}

const send = async (ports: AnsweringPorts, { number, id, customerId }: Ticket, { last }: DeskAnswers, context: Context) => {
  const { to, template, opensAt } = last
  const fields = { ticketNumber: number, ...(opensAt !== undefined && { opensAt }) }
  await queueMessage(ports, { cause: `desk_answer:${to}`, to: { kind: 'ticket', id }, template, fields, customerId }, context)
}

/**
 * Answers who wrote to the desk, if it is to. That it was answered is written down first, and then the message is asked for, under the
 * name of what it answers: told again, or begun anew after a worker died between the two, it is one message.
 */
export const answerTicket =
  (ports: AnsweringPorts) =>
  async (notice: Notice, context: Context): Promise<void> => {
    const [ticket, to, rules] = await Promise.all([ports.ticket(notice.subject.id), toOf(ports, notice), ports.rules()])
    if (!ticket) throw new Failure(`${notice.subject.id} is not there`)
    const hours = (await ports.openAt(ticket.deadlines?.calendar ?? rules.calendar, context.now)) ?? { are: 'inside' as const }
    const id = derivedId('deskAnswer', ticket.id)
    const done = await execute(deskAnswers, ports.answers, { id, command: { type: 'answer', ticket, to, hours, rules }, context })
    if (!done.ok) throw new Failure(`${to.id} could not be answered: ${done.error.code}`)
    const { state } = done.value
    if (state?.last.to === to.id) await send(ports, ticket, state, context)
  }
