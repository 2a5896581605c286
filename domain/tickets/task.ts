import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { paragraph } from '../kernel/text.ts'

/** Something that another department is to do for a ticket. */
export const Task = z.strictObject({
  /** Within its ticket. */
  id: z.string().min(1).max(40),
  department: Code,
  assignee: UserId.optional(),
  what: paragraph(1000).meta({ class: 'internal' }),
  dueAt: Instant.optional(),
  asked: z.strictObject({ at: Instant, by: UserId }),
  done: z.strictObject({ at: Instant, by: UserId, note: paragraph(1000).meta({ class: 'internal' }).optional() }).optional(),
})
export type Task = z.infer<typeof Task>
