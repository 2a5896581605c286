import { countedIn, judgedAt } from '../../../domain/desk-figures/ledger.ts'
import type { BooksAt, CountedStore, HistoryOf } from '../../../domain/desk-figures/ports.ts'
import { Failure } from '../../../domain/kernel/failure.ts'

export type CountingPorts = { readonly counted: CountedStore; readonly historyOf: HistoryOf; readonly books: BooksAt }

const attempts = 5
/** So many entries are kept in one transaction: each with its row and a cell in either cut. */
const mostTogether = 25

/**
 * Counts what has happened to a ticket and is not counted yet. What is counted follows from all its events, so that whichever of them
 * is told, however often and in whatever order, each thing is counted once. Throws when others keep getting in between, so that the
 * queue brings it back.
 */
export const countTicket = async ({ counted, historyOf, books }: CountingPorts, ticketId: string): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const history = await historyOf(ticketId)
    const ledger = countedIn(history, await books(judgedAt(history)))
    const known = await counted.known(ticketId)
    const news = ledger.filter(({ id }) => !known.has(id))
    if (news.length === 0) return
    const isKept = await counted.keep(news.slice(0, mostTogether))
    if (isKept && news.length <= mostTogether) return
  }
  throw new Failure(`what there is to count of ${ticketId} kept changing under ${attempts} attempts`)
}
