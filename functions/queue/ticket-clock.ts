import { SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import { rosterIn } from '../../adapters/dynamo/dispatch/desk-store.ts'
import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { complaintsOf } from '../../adapters/dynamo/service-levels/complaints-of.ts'
import { liveTickets, recordingMoves } from '../../adapters/dynamo/service-levels/moves.ts'
import { readServiceBook } from '../../adapters/dynamo/service-levels/service-book.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { allTicketKinds } from '../../adapters/dynamo/tickets/ticket-kind-store.ts'
import { ticketsUnopened } from '../../adapters/dynamo/tickets/ticket-store.ts'
import { sendDelayed } from '../../adapters/messaging/queue.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { madeOnce } from '../../domain/kernel/made-once.ts'
import type { Cause } from '../../domain/service-levels/moves.ts'
import { onShiftIn } from '../desk/on-shift.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { jobHandler, type Notice } from './job.ts'
import { repeatComplaint } from './ticket-clock/repeat-complaint.ts'
import { beginRound, goRound, takeTurn } from './ticket-clock/round.ts'
import { stepDeadline } from './ticket-clock/step-deadline.ts'

const env = Environment.pick({ TABLE_NAME: true, TICKET_CLOCK_QUEUE_URL: true }).parse(process.env)
const table = new Table(documentClient(), env.TABLE_NAME)
const sqs = madeOnce(() => new SQSClient({ maxAttempts: 5 }))
const event = eventIn(table)

const Edition = z.object({ code: z.string(), edition: z.int() })
const Rekinded = z.object({ to: z.object({ kind: z.string() }) })
const Written = z.union([
  z.object({ calendar: Edition }).transform(({ calendar }): Cause => ({ kind: 'work_calendar', ...calendar })),
  z.object({ policy: Edition }).transform(({ policy }): Cause => ({ kind: 'service_policy', ...policy })),
])

const kinds = allTicketKinds(table)
const ports = {
  tickets: ticketsUnopened(table),
  serviceBook: readServiceBook(table),
  onShift: onShiftIn({ roster: rosterIn(table), lists: allLists(table) }),
  kinds,
  complaintsOf: complaintsOf(table, kinds),
  live: liveTickets(table),
  recording: recordingMoves(table),
  // An alarm listens for these words: infra/jobs/ticket-clock.ts.
  nobodyThere: (ticket: { readonly id: string; readonly team: string | undefined; readonly percent: number }) =>
    log.error('a ticket is late and nobody is there', { ticket }),
  causeOf: async ({ id, subject }: Notice) => Written.parse((await event(subject.id, id))?.data),
  hand: (work: readonly { readonly kind: string; readonly id: string; readonly at: string }[], seconds: number) =>
    sendDelayed(
      sqs(),
      env.TICKET_CLOCK_QUEUE_URL,
      work.map((body) => ({ seconds, body })),
    ),
}

const [complained, edition] = [repeatComplaint(ports), beginRound(ports)]
/** What else was changed of a ticket makes no complaint of it, and is not looked at any further. */
const isOfAnotherKind = async ({ id, subject }: Notice): Promise<boolean> => {
  const told = await event(subject.id, id)
  if (!told) throw new Failure(`the event ${id} is not there to be read`)
  return Rekinded.safeParse(told.data).success
}
const happened = async (notice: Notice, context: Context): Promise<void> => {
  if (notice.subject.kind !== 'ticket') return edition(notice, context)
  if (notice.type !== 'ticket.changed' || (await isOfAnotherKind(notice))) await complained(notice.subject.id, context)
}

/** What time does to tickets: how late they are is told, what is done with is closed, and another calendar makes other deadlines. */
export const handler = jobHandler({
  happened,
  due: { ticket: stepDeadline(ports), ticket_round: goRound(ports), ticket_turn: takeTurn(ports) },
})
