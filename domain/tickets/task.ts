import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { paragraph } from '../kernel/text.ts'

/** Who is asked for help. Their people are known by the role or the team of the same name; whoever leads that team is told. */
export const Department = z.enum(['operations', 'finance', 'customs', 'compliance', 'sales']).meta({ class: 'public' })
export type Department = z.infer<typeof Department>

/** Something that another department is to do for a ticket. */
export const Task = z.strictObject({
  /** Within its ticket. */
  id: z.string().min(1).max(40),
  department: Department,
  assignee: UserId.optional(),
  what: paragraph(1000).meta({ class: 'internal' }),
  dueAt: Instant.optional(),
  /** When those who wait for it were told that it is overdue. */
  lateAt: Instant.optional(),
  /** The ticket is not resolved before. */
  isRequired: z.boolean().default(true),
  asked: z.strictObject({ at: Instant, by: UserId }),
  done: z.strictObject({ at: Instant, by: UserId, note: paragraph(1000).meta({ class: 'internal' }).optional() }).optional(),
})
export type Task = z.infer<typeof Task>
