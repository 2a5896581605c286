import * as z from 'zod'
import { TicketKind } from './kind.ts'

/** What can happen to a kind of ticket. */
export const TicketKindEvent = z.discriminatedUnion('type', [z.strictObject({ type: z.literal('ticket_kind.written'), kind: TicketKind })])
export type TicketKindEvent = z.infer<typeof TicketKindEvent>

export const evolve = (_: TicketKind | undefined, event: TicketKindEvent): TicketKind => event.kind
