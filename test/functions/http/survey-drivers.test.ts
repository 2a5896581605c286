import * as fc from 'fast-check'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerGlances } from '../../../adapters/dynamo/customers/customer-glances.ts'
import { surveyKey } from '../../../adapters/dynamo/surveys/keys.ts'
import { surveysById } from '../../../adapters/dynamo/surveys/survey-queries.ts'
import { surveyRows } from '../../../adapters/dynamo/surveys/survey-rows.ts'
import type { Driver } from '../../../domain/survey-results/drivers.ts'
import type { Figures } from '../../../domain/survey-results/results.ts'
import { SurveyRow } from '../../../domain/survey-results/row.ts'

import { type ResultPorts, surveyResultRoutes } from '../../../functions/http/survey-results.routes.ts'
import { newIds } from '../../../functions/runtime/new-ids.ts'
import { planOf } from '../../domain/surveys/survey.ts'
import { contextOf } from '../../support/context.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let engine: TestTable
let ports: ResultPorts
beforeAll(async () => {
  engine = await startTestTable()
  const { table, cursors } = engine
  ports = { rows: surveyRows(table, cursors), glances: customerGlances(table), byId: (ids) => surveysById(table, ids) }
})
afterAll(() => engine?.stop())

/** Follows a link of the API, as far as what it opens is of one page. */
const open = async (link: string): Promise<unknown> => {
  const { pathname, searchParams } = new URL(link, 'http://api')
  const route = surveyResultRoutes[`GET ${pathname}`]
  if (!route) throw new Error(`no route for ${pathname}`)
  const query = Object.fromEntries(searchParams)
  const done = await route.handle(ports, {
    path: {},
    body: undefined,
    query,
    context: contextOf(),
    ifMatch: undefined,
    ...newIds(undefined),
  })
  if (!done.ok) throw new Error(`${link}: ${done.error.code}`)
  return done.value
}

type Page = { readonly items: readonly { readonly id: string }[]; readonly next: string | null }
const idsBehind = async (link: string): Promise<readonly string[]> => {
  const ids: string[] = []
  let next: string | null = null
  do {
    const page = (await open(`${link}&limit=100${next === null ? '' : `&cursor=${encodeURIComponent(next)}`}`)) as Page
    ids.push(...page.items.map(({ id }) => id))
    next = page.next
  } while (next !== null)
  return ids
}

const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 })
const facts = fc.record({
  tier: fc.constantFrom('vip', 'regular'),
  kind: fc.constantFrom('visit.held', 'ticket.resolved'),
  agent: perhaps(fc.constantFrom('usr_li', 'usr_sun')),
  team: perhaps(fc.constantFrom('east', 'south')),
  scores: perhaps(fc.record({ csat: fc.integer({ min: 1, max: 5 }), nps: fc.integer({ min: 0, max: 10 }), dimensions: fc.constant({}) })),
  /** A figure in the one half of the surveys and a code in the other, as two rules would have it. */
  drivers: fc.record(
    {
      delay: fc.oneof(fc.constantFrom(0, 0.1, 0.30000000000000004, 24, -3.5), fc.constantFrom('none', 'a&b=c')),
      lane: fc.constantFrom('sha-lax', '上海-汉堡', ''),
      tier: fc.constantFrom('said otherwise'),
      agent: fc.constantFrom('usr_wang'),
    },
    { requiredKeys: [] },
  ),
})

const keep = async (row: SurveyRow): Promise<void> => {
  await ports.rows.keep(row)
  const state = { status: 'scheduled', ...planOf({ id: row.surveyId }) }
  await engine.table.putIf({ ...surveyKey(row.surveyId), version: 1, state }, { expression: 'attribute_not_exists(pk)' })
}

const firm = async (year: number): Promise<ReadonlyMap<string, SurveyRow>> => {
  const drawn = fc.sample(facts, { numRuns: 150, seed: year })
  const rows = drawn.map((one, i) =>
    SurveyRow.parse({
      surveyId: `svy_${ulid()}`,
      version: 2,
      customerId: planOf().customerId,
      month: `${year}-0${1 + (i % 3)}`,
      sentAt: `${year}-0${1 + (i % 3)}-10T02:00:00.000Z`,
      questionnaire: 'service',
      ...JSON.parse(JSON.stringify(one)),
      ...(one.kind === 'ticket.resolved' && i % 4 > 0 && { matter: i % 4 === 1 ? 'complaint' : 'claim' }),
      cancelled: i % 9 === 0,
    }),
  )
  for (const row of rows) await keep(row)
  return new Map(rows.map((row) => [row.surveyId, row]))
}

type Compared = Driver & { readonly answers: Readonly<Record<'there' | 'others', string>> }
const meanOf = (scores: readonly number[]): number => scores.reduce((sum, score) => sum + score, 0) / scores.length

describe('what goes with a score', () => {
  it('opens exactly the answers that either side counts', async () => {
    const [measure, year] = ['csat', 2041] as const
    const rows = await firm(year)
    const scoresBehind = async (link: string) => (await idsBehind(link)).map((id) => rows.get(id)?.scores?.[measure] ?? Number.NaN)
    const found = await open(`/v1/survey-results/drivers?from=${year}-01&to=${year}-03&measure=${measure}`)
    const { items, answers } = found as { items: readonly Compared[]; answers: string }
    const names = new Set(items.map(({ driver, value }) => `${driver}=${value}`))
    expect([...names].sort()).toEqual(
      ['agent=usr_li', 'agent=usr_sun', 'delay=a&b=c', 'delay=above', 'delay=none']
        .concat(['kind=ticket.resolved', 'kind=visit.held', 'lane=sha-lax', 'lane=上海-汉堡', 'tier=regular', 'tier=vip'])
        .sort(),
    )
    for (const item of items) {
      const [there, others] = [await scoresBehind(item.answers.there), await scoresBehind(item.answers.others)]
      expect([item.driver, item.value, there.length, others.length]).toEqual([item.driver, item.value, item.count, item.others])
      expect(meanOf(there)).toBeCloseTo(item.mean, 9)
      expect(meanOf(there) - meanOf(others)).toBeCloseTo(item.effect, 9)
    }
    const scored = [...rows.values()].filter(({ cancelled, scores }) => !cancelled && scores?.[measure] !== undefined)
    expect((await idsBehind(answers)).toSorted()).toEqual(scored.map(({ surveyId }) => surveyId).toSorted())
  })

  it('is opened within what was asked for', async () => {
    await firm(2043)
    const found = await open('/v1/survey-results/drivers?from=2043-01&to=2043-03&team=east&measure=nps')
    const { items } = found as { items: readonly Compared[] }
    expect(items.length).toBeGreaterThan(3)
    for (const { driver, value, answers, count, others } of items)
      expect([driver, value, (await idsBehind(answers.there)).length, (await idsBehind(answers.others)).length]).toEqual([
        driver,
        value,
        count,
        others,
      ])
  })
})

it('every group opens as many surveys as were sent, those that were called off left out', async () => {
  await firm(2044)
  type Opened = { readonly figures: Figures; readonly answers: string }
  for (const by of ['month', 'team', 'agent', 'tier', 'kind', 'matter']) {
    const { total, groups } = (await open(`/v1/survey-results?from=2044-01&to=2044-03&by=${by}`)) as { total: Opened; groups: Opened[] }
    for (const { figures, answers } of [total, ...groups]) expect([by, (await idsBehind(answers)).length]).toEqual([by, figures.sent])
  }
})
