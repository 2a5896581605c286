import * as z from 'zod'
import { DeskAnswers } from '../../../domain/desk-answers/answer.ts'
import { DeskAnswerEvent } from '../../../domain/desk-answers/events.ts'
import type { DeskAnswerStore, ReadAnswered } from '../../../domain/desk-answers/ports.ts'
import { masked } from '../../../domain/kernel/care/marks.ts'
import { Ticket } from '../../../domain/tickets/ticket.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { ticketKey } from '../tickets/keys.ts'
import { deskAnswerKey } from './keys.ts'

export const deskAnswerStore = (table: Table): DeskAnswerStore =>
  recordStore(table, { kind: 'desk_answer', schema: DeskAnswers, events: DeskAnswerEvent, key: deskAnswerKey, about: () => [] })

const Stored = z.looseObject({
  get state() {
    return masked(Ticket)
  },
})

/** The ticket as it stands, under its masks: whoever answers by itself needs no name and no address. */
export const answeredTicket =
  (table: Table): ReadAnswered =>
  async (ticketId) => {
    const item = await table.get(ticketKey(ticketId))
    return item && Stored.parse(item).state
  }
