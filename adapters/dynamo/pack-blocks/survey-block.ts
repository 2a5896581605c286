import * as z from 'zod'
import type { PackBlock } from '../../../domain/packs/block.ts'
import { surveysOf } from '../surveys/keys.ts'
import { surveysById } from '../surveys/survey-queries.ts'
import type { Table } from '../table/table.ts'

const Link = z.looseObject({ surveyId: z.string() })

/** So many of the latest surveys are looked at. */
const lookedAt = 20

/** What they said when they were asked: the scores of the latest surveys, and how many were answered. */
export const surveyBlock = (table: Table): PackBlock => ({
  name: 'surveys',
  right: 'surveys:read',
  read: async (customerId, now) => {
    const found = await table.query({ partition: surveysOf(customerId), descending: true, limit: lookedAt })
    const surveys = await surveysById(
      table,
      found.items.map((item) => Link.parse(item).surveyId),
    )
    const out = surveys.filter(({ state }) => 'sentAt' in state && state.sentAt !== undefined)
    const answered = surveys.flatMap(({ state }) => (state.status === 'answered' ? [state] : []))
    const latest = (score: 'csat' | 'nps' | 'effort') => answered.find(({ scores }) => scores[score] !== undefined)?.scores[score] ?? null
    return {
      source: 'live',
      asOf: now,
      figures: { sent: out.length, answered: answered.length, csat: latest('csat'), nps: latest('nps'), effort: latest('effort') },
      rows: answered.map(({ id, lastAt, questionnaire, scores, cause }) => ({ id, at: lastAt, questionnaire, scores, about: cause.type })),
      more: found.after !== undefined,
    }
  },
})
