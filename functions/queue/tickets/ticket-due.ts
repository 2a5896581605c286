import type { Context } from '../../../domain/kernel/decider.ts'
import { changeTicket } from '../../desk/change-ticket.ts'
import type { ChangingPorts } from '../../desk/desk-ports.ts'

/** What nobody wrote to for fourteen days after it was resolved is closed. A refusal is an error here, which the queue brings back. */
export const ticketDue =
  (ports: ChangingPorts) =>
  async (id: string, context: Context): Promise<void> => {
    const done = await changeTicket(ports, { id, command: () => ({ type: 'fall due' }), context })
    if (!done.ok) throw new Error(`${id} could not fall due: ${done.error.code}`)
  }
