import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { TicketNumber } from '../inbound/inbound-message.ts'
import { TicketId } from '../kernel/ids.ts'
import type { SortingBook } from './book.ts'
import type { SortingFacts } from './facts.ts'
import { sort } from './sort.ts'
import { Sorted } from './sorted.ts'

/**
 * A ticket as it opened. What its sender's address was is sealed, so no rule on the domain of one finds it again; everything else
 * that rules go by is as it was.
 */
export type PastTicket = { readonly id: string; readonly number: string; readonly facts: SortingFacts }

/** A ticket that the rules, as somebody thinks of having them, would sort in another way than they do now. */
export const Otherwise = z.strictObject({ id: TicketId, number: TicketNumber, now: Sorted, drafted: Sorted })
export type Otherwise = z.infer<typeof Otherwise>

/** What becomes of a ticket, without the reasons: a rule that says the same in other words changes nothing. */
const outcome = ({ why: _why, tags, ...rest }: Sorted) => ({ ...rest, tags: [...tags].sort() })

/** Those of past tickets that would be sorted otherwise. Nothing is changed by asking. */
export const sortedOtherwise = (
  tickets: readonly PastTicket[],
  { book, draft }: { book: SortingBook; draft: SortingBook },
): readonly Otherwise[] =>
  tickets.flatMap(({ id, number, facts }) => {
    const [now, drafted] = [sort(book, facts), sort(draft, facts)]
    return isDeepStrictEqual(outcome(now), outcome(drafted)) ? [] : [Otherwise.parse({ id, number, now, drafted })]
  })
