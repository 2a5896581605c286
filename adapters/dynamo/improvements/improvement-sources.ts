import * as z from 'zod'
import type { ReadSources } from '../../../domain/improvements/ports.ts'
import { suggestionKey } from '../suggestions/keys.ts'
import { surveyKey } from '../surveys/keys.ts'
import type { Table } from '../table/table.ts'
import { ticketKey } from '../tickets/keys.ts'

const text = z.string().optional()
/** Of each record no more than says whose it is. */
const Stored = z.looseObject({
  state: z.object({ customerId: text, assignee: text, team: text, region: text, watchers: z.array(z.string()).default([]) }),
})

export const improvementSources =
  (table: Table): ReadSources =>
  async ({ surveyId, suggestionId, ticketId }) => {
    const wanted = [
      ...(surveyId === undefined ? [] : [{ kind: 'survey', key: surveyKey(surveyId) } as const]),
      ...(suggestionId === undefined ? [] : [{ kind: 'suggestion', key: suggestionKey(suggestionId) } as const]),
      ...(ticketId === undefined ? [] : [{ kind: 'ticket', key: ticketKey(ticketId) } as const]),
    ]
    const items = wanted.length === 0 ? [] : await table.getMany(wanted.map(({ key }) => key))
    return wanted.flatMap(({ kind }, i) => {
      const item = items[i]
      if (!item) return []
      const { customerId, assignee, team, region, watchers } = Stored.parse(item).state
      return [{ kind, customerId, anchor: { owner: assignee, team, region }, watchers }]
    })
  }
