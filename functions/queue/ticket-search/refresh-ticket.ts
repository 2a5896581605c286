import { isDeepStrictEqual } from 'node:util'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { TicketIndex } from '../../../domain/ticket-search/ports.ts'
import { type FoundBy, termsOfTicket } from '../../../domain/ticket-search/terms.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'

type Found = FoundBy & Pick<Ticket, 'id' | 'openedAt' | 'others'>

export type SearchPorts = {
  readonly index: TicketIndex
  /** What is read of a ticket to find it again. */
  readonly ticket: (id: string) => Promise<Found | undefined>
}

const attempts = 5

/**
 * Brings the terms by which a ticket is found in line with it, from what stands there now: doing it twice, late or out of order gives
 * the same. Throws when others keep getting in between, so that the queue brings it back.
 */
export const refreshTicket = async ({ index, ticket }: SearchPorts, id: string): Promise<Found | undefined> => {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    // What is kept is read first: a ticket that changes behind that is seen below, or by the next event.
    const seen = await index.load(id)
    const now = await ticket(id)
    if (!now) return undefined
    const terms = termsOfTicket(now)
    const isInLine = isDeepStrictEqual(seen.terms, terms) && (seen.leaving ?? []).length === 0
    if (isInLine || (await index.save(now, { seen, terms }))) return now
  }
  throw new Failure(`the terms of ${id} kept changing under ${attempts} attempts`)
}

/** The same, with those of somebody else that went into it: what comes for them stands in their threads, and is told here. */
export const refreshWithOthers = async (ports: SearchPorts, id: string): Promise<void> => {
  const { others = [] } = (await refreshTicket(ports, id)) ?? {}
  await Promise.all(others.map(({ ticket }) => refreshTicket(ports, ticket)))
}
