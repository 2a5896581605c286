import { rosterIn } from '../../adapters/dynamo/dispatch/desk-store.ts'
import { teamQueueStore } from '../../adapters/dynamo/dispatch/team-queue-store.ts'
import { lastAgentOf } from '../../adapters/dynamo/dispatch/waiting-queue.ts'
import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { ticketsUnopened } from '../../adapters/dynamo/tickets/ticket-store.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { takingPorts } from '../desk/dispatch-wiring.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { queueDue } from './dispatch/attend-queue.ts'
import type { DispatchPorts } from './dispatch/dispatch-ports.ts'
import { deskDue, deskTurned } from './dispatch/fill-desk.ts'
import { followTicket } from './dispatch/follow-ticket.ts'
import { jobHandler } from './job.ts'

const { TABLE_NAME } = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)

const ports: DispatchPorts = {
  ...takingPorts(table, (writes) => ticketsUnopened(table, writes)),
  roster: rosterIn(table),
  queues: teamQueueStore(table),
  lastAgent: lastAgentOf(table),
  event: eventIn(table),
  // An alarm listens for these words: infra/jobs/dispatch.ts.
  ring: (queue) => log.warn('customers wait and nobody takes their tickets', { queue }),
}

const [ticket, desk] = [followTicket(ports), deskTurned(ports)]

/** Hands tickets out: when one comes or comes back, when somebody frees up, comes on shift or goes off it. */
export const handler = jobHandler({
  happened: async (notice, context) => {
    const { kind, id } = notice.subject
    if (kind === 'ticket') return ticket(notice, context)
    if (kind === 'desk') return desk(id, context)
    throw new Failure(`nothing is done here about ${notice.type}`)
  },
  due: { desk: deskDue(ports), team_queue: queueDue(ports) },
})
