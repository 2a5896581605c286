import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { Instant } from '../kernel/instant.ts'
import type { Ticket } from './ticket.ts'

/** What is promised by when. No `due` while nothing runs, such as while we wait for the customer. */
export const Deadline = z.strictObject({ due: Instant.optional(), metAt: Instant.optional() })
export type Deadline = z.infer<typeof Deadline>

/** When what is due, as it was last worked out: kept so that lists and the clock need not work it out anew. */
export const Deadlines = z.strictObject({
  policy: Code,
  calendar: Code,
  /** By which editions it was worked out. */
  editions: z.strictObject({ policy: z.int().min(0), calendar: z.int().min(0) }),
  first: Deadline.optional(),
  next: Deadline.optional(),
  resolution: Deadline.optional(),
  /** When somebody must next be told how late it is. */
  nextStepAt: Instant.optional(),
})
export type Deadlines = z.infer<typeof Deadlines>

/** The deadlines that follow from a ticket as it stands: a pure function, closed over the policies and calendars that were read. */
export type DeadlinesOf = (ticket: Ticket) => Deadlines | undefined
