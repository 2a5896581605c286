import * as z from 'zod'
import { SurveyId, UserId } from '../../../domain/kernel/ids.ts'
import type { ReadRecovery } from '../../../domain/surveys/ports.ts'
import type { Table } from '../table/table.ts'
import { ticketKey } from '../tickets/keys.ts'

const Stored = z.looseObject({ state: z.object({ survey: SurveyId.optional(), assignee: UserId.optional(), status: z.string() }) })

/** Of a ticket only whether it sees to a bad score, and who has it: all else would bring the whole desk with it. */
export const readRecovery =
  (table: Table): ReadRecovery =>
  async (ticketId) => {
    const item = await table.get(ticketKey(ticketId))
    if (!item) return undefined
    const { survey, assignee, status } = Stored.parse(item).state
    return { ...(survey && { survey }), isSeenTo: assignee !== undefined || status === 'resolved' || status === 'closed' }
  }
