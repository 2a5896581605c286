import { readAutoAnswers } from '../../adapters/dynamo/auto-answers/auto-answers-store.ts'
import { answeredTicket, deskAnswerStore } from '../../adapters/dynamo/desk-answers/desk-answer-store.ts'
import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { readServiceBook } from '../../adapters/dynamo/service-levels/service-book.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { openHoursIn } from '../desk/hours.ts'
import { Environment } from '../runtime/environment.ts'
import { answerTicket } from './desk-answers/answer-ticket.ts'
import { jobHandler } from './job.ts'

const { TABLE_NAME } = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)

/** Tells whoever wrote to the desk that it has arrived, under which number, and when somebody is there. */
export const handler = jobHandler({
  happened: answerTicket({
    ticket: answeredTicket(table),
    answers: deskAnswerStore(table),
    rules: readAutoAnswers(table),
    event: eventIn(table),
    openAt: openHoursIn(readServiceBook(table)),
    messages: messageStore(table),
  }),
})
