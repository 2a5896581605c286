import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../../domain/kernel/actor.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { type Cell, Facets } from '../../../../domain/survey-results/cells.ts'
import type { SurveyRows } from '../../../../domain/survey-results/ports.ts'
import type { Row } from '../../../../functions/queue/telling/rows.ts'
import { surveyReportRows } from '../../../../functions/queue/telling/survey-report-rows.ts'
import { actorOf } from '../../../support/context.ts'

const cell = (month: string, team: string | undefined, tally: Cell['tally']): Cell => ({
  facets: Facets.parse({ month, questionnaire: 'service', kind: 'visit.held', tier: 'vip', ...(team && { team }) }),
  tally,
})
const there: readonly Cell[] = [
  cell('2026-09', 'east', { sent: 9, answered: 9, 'csat:1': 9 }),
  cell('2026-11', 'east', { sent: 10, answered: 5, 'csat:4': 4, 'csat:5': 1 }),
  cell('2026-12', 'east', { sent: 2, answered: 1, 'nps:9': 1 }),
  cell('2026-12', undefined, { sent: 6, answered: 6, 'nps:10': 5, 'nps:0': 1 }),
]
const isFull = async () => undefined
const rows: SurveyRows = {
  keep: async () => {},
  cells: async (months) => there.filter(({ facets }) => months.includes(facets.month)),
  of: isFull,
  page: () => Promise.reject(new Error('no page is read for a report')),
}
/** A minute after the turn of the month at Shanghai. */
const now = Instant.parse('2026-11-30T16:01:00.000Z')
/** A row without its addresses. */
const plain = (row: Row): object => Object.fromEntries(Object.entries(row).filter(([name]) => !name.endsWith('At')))
const told = async (...asked: Parameters<typeof read>) => (await read(...asked))?.map(plain)
const read = (wanted: { readonly by: 'team' | 'agent' | 'month'; readonly months: number }, reach: Actor['reach'] = { kind: 'all' }) =>
  surveyReportRows(rows, wanted, { actor: actorOf({ reach }), now })

describe('survey results in a mail', () => {
  it('are those of the months up to this one, where the firm is, with counts, and nothing of fewer than five answers', async () => {
    expect(await told({ by: 'team', months: 2 })).toEqual([
      { name: '–', sent: '6', response: '6 / 6 (100 %)' },
      { name: 'east', sent: '12', response: '6 / 12 (50 %)', csat: '4.20 (5)' },
    ])
    // The one who said 9 at the east would be what is left of the whole.
    expect(await told({ by: 'month', months: 1 })).toEqual([
      { name: '2026-12', sent: '8', response: '7 / 8 (88 %)', nps: expect.stringMatching(/^71 \(7; \[-?\d+, \d+\]\)$/) },
    ])
    expect((await read({ by: 'month', months: 1 }))?.map(({ name }) => name)).toEqual(['2026-12'])
    expect((await read({ by: 'month', months: 13 }))?.map(({ name }) => name)).toEqual(['2026-09', '2026-11', '2026-12'])
  })

  it('each lead to the answers that they count', async () => {
    const [east] = (await read({ by: 'team', months: 2 }, { kind: 'team', team: 'east' })) ?? []
    const answers = { page: 'v1', id: 'survey-results/answers?from=2026-11&to=2026-12&team=east' }
    expect(east).toMatchObject({ sentAt: answers, responseAt: answers })
    expect(east?.['csatAt']).toEqual({ page: 'v1', id: 'survey-results/answers?from=2026-11&to=2026-12&measure=csat&team=east' })
    expect(east).not.toHaveProperty('npsAt')
    const [month] = (await read({ by: 'month', months: 1 })) ?? []
    expect(month?.['sentAt']).toEqual({ page: 'v1', id: 'survey-results/answers?from=2026-12&to=2026-12' })
  })

  it('are those within the reach of the reader', async () => {
    expect((await read({ by: 'team', months: 2 }, { kind: 'team', team: 'east' }))?.map(({ name, sent }) => [name, sent])).toEqual([
      ['east', '12'],
    ])
    expect(await read({ by: 'team', months: 2 }, { kind: 'team', team: 'south' })).toEqual([])
  })

  it('are none, and not a part of them, where too much would have to be read', async () => {
    expect(await read({ by: 'agent', months: 1 }, { kind: 'own' })).toBeUndefined()
  })
})
