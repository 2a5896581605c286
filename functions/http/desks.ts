import { deskList } from '../../adapters/dynamo/dispatch/desk-store.ts'
import { ticketsBeside } from '../../adapters/dynamo/tickets/ticket-store.ts'
import { takingPorts } from '../desk/dispatch-wiring.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { deskRoutes } from './desks.routes.ts'
import { repeatable } from './repeatable.ts'
import { sealing } from './sealing.ts'

const base = sealing(process.env)
const { table, cursors, vault } = base

export const handler = httpHandler(deskRoutes, {
  ports: { ...takingPorts(table, (writes) => ticketsBeside(table, vault, { writes })), list: deskList(table, cursors) },
  once: repeatable(base, 'desks'),
})
