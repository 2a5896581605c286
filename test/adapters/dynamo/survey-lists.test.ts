import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { surveyQueries } from '../../../adapters/dynamo/surveys/survey-queries.ts'
import { surveyStore } from '../../../adapters/dynamo/surveys/survey-store.ts'
import { Survey } from '../../../domain/surveys/survey.ts'
import { planOf } from '../../domain/surveys/survey.ts'
import { contextOf } from '../../support/context.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(() => engine?.stop())

const surveyAt = (createdAt: string, facts: object = {}): Survey =>
  Survey.parse({ ...planOf(), id: `svy_${ulid()}`, status: 'scheduled', createdAt, ...facts })

const keep = async (state: Survey, before?: Survey): Promise<void> => {
  const change = { id: state.id, expected: before ? 1 : 0, before, state, events: [], context: contextOf() }
  expect((await surveyStore(engine.table).commit(change)).ok).toBe(true)
}
const cancelled = ({ id, createdAt }: Survey): Survey => {
  const { sendAt: _sendAt, ...plan } = planOf()
  return Survey.parse({ ...plan, id, createdAt, status: 'cancelled', at: createdAt, by: 'usr_li' })
}

type Wanted = Parameters<ReturnType<typeof surveyQueries>['inState']>[0]
/** Every page of a list, two at a time. */
const all = async (wanted: Wanted): Promise<readonly string[]> => {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await surveyQueries(engine.table, engine.cursors).inState(wanted, { limit: 2, cursor, reader: 'usr_test' })
    if (!page.ok) throw new Error(page.error.code)
    ids.push(...page.value.items.map(({ state }) => state.id))
    cursor = page.value.next ?? undefined
  } while (cursor !== undefined)
  return ids
}

describe('surveys of one status', () => {
  it('are listed page by page over several months, the latest first, each once, and leave the list when they move on', async () => {
    const moments = ['2026-08-31T15:59:59.000Z', '2026-08-31T16:00:00.000Z', '2026-09-20T00:00:00.000Z', '2026-11-02T00:00:00.000Z']
    const kept = moments.flatMap((moment) => [surveyAt(moment), surveyAt(moment)])
    for (const survey of kept) await keep(survey)
    const ids = (from: number) =>
      kept
        .slice(from)
        .toSorted((a, b) => (`${a.createdAt}#${a.id}` < `${b.createdAt}#${b.id}` ? 1 : -1))
        .map(({ id }) => id)
    const months = ['2026-09', '2026-10', '2026-11']
    // August ends where the firm is, at four in the afternoon in Greenwich.
    expect(await all({ status: 'scheduled', months })).toEqual(ids(2))
    expect(await all({ status: 'scheduled', months: ['2026-08', ...months] })).toEqual(ids(0))
    expect(await all({ status: 'scheduled', months, team: 'sales_east' })).toEqual(ids(2))
    expect(await all({ status: 'scheduled', months, team: 'sales_south' })).toEqual([])
    const last = kept.at(-1)
    if (!last) throw new Error('there are some')
    await keep(cancelled(last), last)
    expect(await all({ status: 'cancelled', months })).toEqual([last.id])
    expect(await all({ status: 'scheduled', months })).toEqual(ids(2).filter((id) => id !== last.id))
  })
})
