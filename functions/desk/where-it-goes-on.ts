import type { Loaded } from '../../domain/kernel/store.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'

type Read = (id: string) => Promise<Loaded<Ticket | undefined> | undefined>

/** Merges are followed so far; nobody merges so often. */
const mostMerges = 20

/** The ticket in which the matter of another goes on: itself, or where that was merged the one at the end. */
export const whereItGoesOn = async (read: Read, id: string): Promise<Loaded<Ticket> | undefined> => {
  let found = await read(id)
  for (let hop = 0; hop < mostMerges && found?.state?.mergedInto !== undefined; hop += 1) found = await read(found.state.mergedInto)
  return found?.state && { state: found.state, version: found.version }
}
