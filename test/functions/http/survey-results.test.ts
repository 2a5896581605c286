import * as fc from 'fast-check'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerGlances } from '../../../adapters/dynamo/customers/customer-glances.ts'
import { surveysById } from '../../../adapters/dynamo/surveys/survey-queries.ts'
import { surveyRows } from '../../../adapters/dynamo/surveys/survey-rows.ts'
import type { Actor } from '../../../domain/kernel/actor.ts'
import { groupings } from '../../../domain/survey-results/cells.ts'
import { mostRows } from '../../../domain/survey-results/ports.ts'
import type { Figures } from '../../../domain/survey-results/results.ts'
import { SurveyRow } from '../../../domain/survey-results/row.ts'
import { type ResultPorts, surveyResultRoutes } from '../../../functions/http/survey-results.routes.ts'
import { newIds } from '../../../functions/runtime/new-ids.ts'
import { contextOf } from '../../support/context.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'
import { type Life, lives, type Said } from './survey-lives.ts'

let engine: TestTable
let ports: ResultPorts
beforeAll(async () => {
  engine = await startTestTable()
  const { table, cursors } = engine
  ports = { rows: surveyRows(table, cursors), glances: customerGlances(table), byId: (ids) => surveysById(table, ids) }
})
afterAll(() => engine?.stop())

type Asking = { readonly query: Readonly<Record<string, string>>; readonly reach?: Actor['reach']; readonly by?: ResultPorts }
const ask = async (operation: string, { query, reach = { kind: 'all' }, by = ports }: Asking) => {
  const route = surveyResultRoutes[operation]
  if (!route) throw new Error(`no route ${operation}`)
  const context = contextOf({ actor: { id: 'usr_wang', reach } })
  return route.handle(by, { path: {}, body: undefined, query, context, ifMatch: undefined, ...newIds(undefined) })
}
type Shown = { readonly value: string; readonly figures: Figures }
const shownTo = async (asking: Asking): Promise<readonly Shown[]> => {
  const done = await ask('GET /v1/survey-results', asking)
  if (!done.ok) throw new Error(done.error.code)
  const { total, groups } = done.value as { total: { figures: Figures }; groups: readonly Shown[] }
  return [{ value: 'total', figures: total.figures }, ...groups.map(({ value, figures }) => ({ value, figures }))]
}

/** Tells each row as often and in whatever order the queue brings it, several at once; a worker that is overtaken comes again. */
const deliver = async (rows: readonly SurveyRow[], order: readonly number[]): Promise<void> => {
  const told = [...order.flatMap((i) => rows[i % rows.length] ?? []), ...rows]
  const worker = async (): Promise<void> => {
    for (let row = told.pop(); row; row = told.pop()) {
      const again = row
      await ports.rows.keep(row).catch(() => told.unshift(again))
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
}

const good = { csat: 4, effort: 5 } as const
const scoresIn = (said: readonly Said[], measure: 'csat' | 'effort' | 'nps') => said.flatMap(({ scores }) => scores?.[measure] ?? [])

type By = (typeof groupings)[number]
const answersTo = (said: readonly Said[], measure: string) =>
  measure === 'answered' ? said.filter(({ scores }) => scores).length : scoresIn(said, measure as 'csat').length

/** What a table hides of a measure, a second time: groups from the smallest on, until they are two and have five answers between them. */
const hiddenOf = (groups: ReadonlyMap<string, readonly Said[]>, measure: string, whole: readonly string[]): readonly string[] => {
  const counts = [...groups].map(([value, all]) => ({ value, n: answersTo(all, measure) })).filter(({ n }) => n > 0)
  const [must, may] = [counts.filter(({ value, n }) => n < 5 || whole.includes(value)), counts.filter(({ n }) => n >= 5)]
  may.sort((a, b) => a.n - b.n || (a.value < b.value ? -1 : 1))
  for (const one of may) {
    const isEnough = must.length > 1 && must.reduce((all, { n }) => all + n, 0) >= 5
    if (must.length > 0 && !isEnough && !must.includes(one)) must.push(one)
  }
  return must.map(({ value }) => value)
}
const measures = ['csat', 'effort', 'nps'] as const
/** The figures of each group of a table, less what it hides. */
const rowsOf = (said: readonly Said[], by: By) => {
  const groups = Map.groupBy(
    said.filter(({ cancelled }) => !cancelled),
    (one) => one[by] ?? '',
  )
  const whole = hiddenOf(groups, 'answered', [])
  const hidden = measures.map((measure) => [measure, hiddenOf(groups, measure, whole)] as const)
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, all]) => {
      const held = hidden.flatMap(([measure, values]) => (whole.includes(value) || values.includes(value) ? [[measure, undefined]] : []))
      return [value, { ...recounted(all), ...(whole.includes(value) && { answered: undefined }), ...Object.fromEntries(held) }] as const
    })
}

/** The figures, counted a second time, from nothing but what happened. */
const recounted = (said: readonly Said[]) => {
  const out = said.filter(({ cancelled }) => !cancelled)
  const rated = (measure: 'csat' | 'effort') => {
    const scores = scoresIn(out, measure)
    return scores.length < 5
      ? undefined
      : [scores.length, scores.reduce((sum, one) => sum + one, 0) / scores.length, scores.filter((one) => one >= good[measure]).length]
  }
  const nps = scoresIn(out, 'nps')
  const net = nps.length < 5 ? undefined : [nps.length, nps.filter((one) => one > 8).length, nps.filter((one) => one < 7).length]
  const answers = answersTo(out, 'answered')
  const answered = answers > 0 && answers < 5 ? undefined : answers
  return { sent: out.length, answered, csat: rated('csat'), effort: rated('effort'), nps: net }
}
const told = ({ sent, answered, csat, effort, nps }: Figures) => ({
  sent,
  answered,
  csat: csat && [csat.count, csat.mean, csat.good.count],
  effort: effort && [effort.count, effort.mean, effort.good.count],
  nps: nps && [nps.count, nps.promoters, nps.detractors],
})

const recountedBy = (said: readonly Said[], by: By) => [['total', recounted(said)], ...rowsOf(said, by)]

type Narrowed = Readonly<Partial<Record<By, string>>>
const isOf = (one: Said, narrowed: Narrowed, but?: By) =>
  groupings.every((by) => narrowed[by] === undefined || by === but || (one[by] ?? '') === narrowed[by])
/** What of some figures is shown where they are a row of other tables too: what none of those hides. */
const recountedAlone = (said: readonly Said[], narrowed: Narrowed, tables: readonly By[]) => {
  const rows = tables.map(
    (by) =>
      rowsOf(
        said.filter((one) => isOf(one, narrowed, by)),
        by,
      ).find(([value]) => value === narrowed[by])?.[1],
  )
  const whole = recounted(said.filter((one) => isOf(one, narrowed)))
  const isHidden = (name: string) => rows.some((row) => row && Reflect.get(row, name) === undefined)
  return Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, isHidden(name) ? undefined : value]))
}

let year = 2030
const thatYear = (life: readonly Life[]) => {
  year += 1
  return { query: { from: `${year}-01`, to: `${year}-03` }, lived: life.map((one) => one(year)) }
}

const readers: readonly { readonly reach: Actor['reach']; readonly sees: (said: Said) => boolean }[] = [
  { reach: { kind: 'all' }, sees: () => true },
  { reach: { kind: 'team', team: 'east' }, sees: ({ team }) => team === 'east' },
  { reach: { kind: 'region', region: 'north' }, sees: ({ region }) => region === 'north' },
  { reach: { kind: 'own' }, sees: ({ owner }) => owner === 'usr_wang' },
]

describe('every figure of surveys', () => {
  it('is what a recount of their events gives, however often and in whatever order those were told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(lives, { minLength: 20, maxLength: 60 }), fc.array(fc.nat(), { maxLength: 100 }), async (drawn, order) => {
        const { query, lived } = thatYear(drawn)
        await deliver(
          lived.flatMap(({ rows }) => rows),
          order,
        )
        const said = lived.flatMap((life) => life.said ?? [])
        for (const { reach, sees } of readers)
          for (const by of groupings) {
            const figures = (await shownTo({ query: { ...query, by }, reach })).map((one) => [one.value, told(one.figures)])
            expect([reach, by, figures]).toEqual([reach, by, recountedBy(said.filter(sees), by)])
          }
      }),
      { numRuns: 3, endOnFailure: true },
    )
  }, 120_000)

  it('is narrowed by what it counts under, the empty word standing for those that have none, and hidden where a table would hide it', async () => {
    const { query, lived } = thatYear(fc.sample(lives, { numRuns: 60, seed: 5 }))
    await deliver(
      lived.flatMap(({ rows }) => rows),
      [],
    )
    const said = lived.flatMap((life) => life.said ?? [])
    /** What is not counted beforehand is read of one team, and not held against others. */
    const narrowings: readonly (readonly [Narrowed, readonly By[]])[] = [
      [{ owner: 'usr_wang' }, ['owner']],
      [{ team: '' }, ['team']],
      [{ matter: 'claim', tier: 'vip' }, ['matter', 'tier']],
      [{ agent: 'usr_li', tier: 'vip' }, ['agent', 'tier']],
      [{ agent: 'usr_li', team: 'east' }, ['agent']],
    ]
    for (const [narrowed, tables] of narrowings) {
      const [total] = await shownTo({ query: { ...query, ...narrowed } })
      expect([narrowed, total && told(total.figures)]).toEqual([narrowed, recountedAlone(said, narrowed, tables)])
    }
  })
})

describe('the matter of a survey', () => {
  const year = '2028'
  const asked = { customerId: `cus_${ulid()}`, month: `${year}-01`, sentAt: `${year}-01-10T02:00:00.000Z`, questionnaire: 'service' }
  const row = (facts: object) =>
    SurveyRow.parse({ version: 2, ...asked, kind: 'ticket.resolved', tier: 'vip', drivers: {}, cancelled: false, ...facts })
  const sentBy = async (by: string, narrowed: object = {}) => {
    const [, ...groups] = await shownTo({ query: { from: `${year}-01`, to: `${year}-01`, by, ...narrowed } })
    return groups.map(({ value, figures: { sent, csat } }) => [value, sent, csat?.count])
  }

  it('is the kind of a ticket, else what happened; a survey counted before it was known goes over to it, once', async () => {
    const before = Array.from({ length: 7 }, () => row({ surveyId: `svy_${ulid()}` }))
    const visit = row({ surveyId: `svy_${ulid()}`, kind: 'visit.held' })
    await deliver([...before, visit], [])
    expect(await sentBy('matter')).toEqual([
      ['ticket.resolved', 7, undefined],
      ['visit.held', 1, undefined],
    ])
    const scores = { csat: 4, dimensions: {} }
    const since = before.slice(0, 6).map((one) => row({ ...one, version: 3, matter: 'complaint', scores }))
    await deliver(since, [0, 0, 3, 3, 5])
    await deliver(before, [])
    expect(await sentBy('matter')).toEqual([
      ['complaint', 6, 6],
      ['ticket.resolved', 1, undefined],
      ['visit.held', 1, undefined],
    ])
    expect(await sentBy('kind')).toEqual([
      ['ticket.resolved', 7, 6],
      ['visit.held', 1, undefined],
    ])
    expect(await sentBy('tier', { matter: 'complaint' })).toEqual([['vip', 6, 6]])
  })
})

describe('what would take too much reading', () => {
  const crowded = () => ({ ...ports, rows: { ...ports.rows, of: async () => undefined } })
  const query = { from: '2029-01', to: '2029-12' }

  it('is refused with the most that may be read, where it is not counted beforehand', async () => {
    const refused = { ok: false, error: { code: 'results.too_many', most: mostRows } }
    expect(await ask('GET /v1/survey-results/drivers', { query, by: crowded() })).toEqual(refused)
    expect(await ask('GET /v1/survey-results', { query: { ...query, by: 'agent', owner: 'usr_wang' }, by: crowded() })).toEqual(refused)
  })

  it('never stands in the way of figures by one of the facets, for the whole firm or for a reach', async () => {
    for (const { reach } of readers)
      for (const by of groupings.filter((one) => one !== 'agent'))
        expect(await ask('GET /v1/survey-results', { query: { ...query, by }, reach, by: crowded() })).toMatchObject({ ok: true })
    expect(await ask('GET /v1/survey-results', { query: { ...query, by: 'agent' }, by: crowded() })).toMatchObject({ ok: true })
  })
})
