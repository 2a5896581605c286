import type { TicketKind } from './kind.ts'
import { shippedKind } from './shipped.ts'

/** Whether tickets of a kind are complaints. What was written before this could be said of a kind is what it was. */
const isComplaint = ({ code, isComplaint: said }: TicketKind): boolean => said ?? shippedKind(code)?.isComplaint ?? false

/** The codes of those kinds of which a ticket is a complaint. */
export const complaintCodes = (kinds: readonly TicketKind[]): ReadonlySet<string> =>
  new Set(kinds.filter(isComplaint).map(({ code }) => code))
