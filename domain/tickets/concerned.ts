import type { Ticket } from './ticket.ts'

/** Who has a ticket and who watches it, as events name them that both are told of. */
export const concernedBy = ({ assignee, watchers }: Pick<Ticket, 'assignee' | 'watchers'>) => ({
  ...(assignee !== undefined && { assignee }),
  watchers: [...watchers],
})
