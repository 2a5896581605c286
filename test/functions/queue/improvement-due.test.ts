import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { improvementQueries } from '../../../adapters/dynamo/improvements/improvement-queries.ts'
import { improvementStore } from '../../../adapters/dynamo/improvements/improvement-store.ts'
import { readCells } from '../../../adapters/dynamo/surveys/survey-cells.ts'
import { surveyRows, tallyPage, tallySurveyRows } from '../../../adapters/dynamo/surveys/survey-rows.ts'
import { type ImprovementCommand, improvements } from '../../../domain/improvements/decide.ts'
import { type Improvement, Terms } from '../../../domain/improvements/improvement.ts'
import type { Due } from '../../../domain/kernel/due.ts'
import { figuresOf } from '../../../domain/survey-results/results.ts'
import { SurveyRow } from '../../../domain/survey-results/row.ts'
import { sumOf, tallyOf } from '../../../domain/survey-results/tally.ts'
import { effectAround } from '../../../functions/improvements/effect-around.ts'
import { countOn, improvementDue } from '../../../functions/queue/surveys/improvement-due.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { contextOf } from '../../support/context.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let engine: TestTable
let rows: readonly SurveyRow[]

const rowOf = (month: string, csat: number | undefined, facts: object = {}): SurveyRow =>
  SurveyRow.parse({
    surveyId: `svy_${ulid()}`,
    version: 1,
    customerId: `cus_${ulid()}`,
    month,
    sentAt: `${month}-10T02:00:00.000Z`,
    questionnaire: 'service',
    kind: 'visit.held',
    tier: 'vip',
    team: 'sales_east',
    drivers: { lane: 'sha-lax' },
    cancelled: false,
    ...(csat !== undefined && { scores: { csat, dimensions: {} } }),
    ...facts,
  })

/** October before, November in which it is done, December behind it; beside it another team, another lane, and months that do not count. */
const firm = (): readonly SurveyRow[] => [
  ...[2, 3, 3, 2, 3, undefined].map((score) => rowOf('2026-10', score)),
  ...[5, 5, 5, 5, 5].map((score) => rowOf('2026-11', score)),
  ...[4, 4, 5, 3, 4, 4, undefined, undefined].map((score) => rowOf('2026-12', score)),
  ...[1, 1, 1, 1, 1].flatMap((score) => ['2026-09', '2027-01'].map((month) => rowOf(month, score))),
  ...[1, 1, 1].flatMap((score) => ['2026-10', '2026-12'].map((month) => rowOf(month, score, { team: 'sales_south' }))),
  ...[5, 5].flatMap((score) => ['2026-10', '2026-12'].map((month) => rowOf(month, score, { drivers: { lane: 'sha-fra' } }))),
]

beforeAll(async () => {
  engine = await startTestTable()
  rows = firm()
  for (const row of rows) await surveyRows(engine.table, engine.cursors).keep(row)
})
afterAll(() => engine?.stop())

/** `limit`: so many rows a page. `handed` is what the job handed to itself. */
const portsOn = ({ table }: TestTable, limit?: number) => {
  const handed: Due[] = []
  return {
    improvements: improvementStore(table),
    rows: { cells: readCells(table), tally: tallySurveyRows(table), page: tallyPage(table, limit) },
    handed,
    hand: async (work: Due) => void handed.push(work),
  }
}
const at = (now: string) => contextOf({ now })
const order = async (id: string, command: ImprovementCommand, now: string): Promise<Improvement | undefined> => {
  const done = await execute(improvements, improvementStore(engine.table), { id, command, context: at(now) })
  if (!done.ok) throw new Error(done.error.code)
  return done.value.state
}
const stands = async (id: string) => (await improvementStore(engine.table).load(id))?.state

const planned = async (facts: object = {}): Promise<string> => {
  const id = `imp_${ulid()}`
  const terms = Terms.parse({
    action: '装车前二次清点',
    owner: 'usr_li',
    dueOn: '2026-11-30',
    expected: { measure: 'csat', by: 1 },
    slice: { team: 'sales_east' },
    ...facts,
  })
  await order(id, { type: 'plan', id, terms, source: { because: {}, customers: [] } }, '2026-11-01T00:00:00.000Z')
  return id
}

describe('an improvement that was made', () => {
  it('is measured when all have answered, once, by what the results show of the same months and team', async () => {
    const id = await planned()
    await order(id, { type: 'finish' }, '2026-11-25T00:00:00.000Z')
    await improvementDue(portsOn(engine), id, at('2027-01-15T15:59:00.000Z'))
    expect((await stands(id))?.status).toBe('done')
    await Promise.allSettled(Array.from({ length: 5 }, () => improvementDue(portsOn(engine), id, at('2027-01-15T16:00:00.000Z'))))
    const measured = await stands(id)
    const shown = (month: string) => figuresOf(sumOf(rows.filter((row) => row.month === month && row.team === 'sales_east').map(tallyOf)))
    const [before, after] = [shown('2026-10'), shown('2026-12')]
    expect(measured).toMatchObject({
      status: 'measured',
      effect: {
        before: { from: '2026-10', to: '2026-10', sent: before.sent, count: before.csat?.count, value: before.csat?.mean },
        after: { from: '2026-12', to: '2026-12', sent: after.sent, count: after.csat?.count, value: after.csat?.mean },
        verdict: 'short',
      },
    })
    // What comes in late changes a figure that stands no more.
    await surveyRows(engine.table, engine.cursors).keep(rowOf('2026-12', 5))
    await improvementDue(portsOn(engine), id, at('2027-02-15T16:00:00.000Z'))
    expect(await stands(id)).toEqual(measured)
  })

  it('for one lane is measured row by row, however many rows there are, and read by a person only up to a bound', async () => {
    const id = await planned({ slice: { team: 'sales_east', drivers: { lane: 'sha-lax' } } })
    await order(id, { type: 'finish' }, '2026-11-25T00:00:00.000Z')
    await improvementDue(portsOn(engine), id, at('2027-01-15T16:00:00.000Z'))
    const measured = await stands(id)
    expect(measured).toMatchObject({ effect: { before: { count: 5, value: 2.6 }, verdict: 'reached' } })
    if (!measured) throw new Error('it is there')
    expect(await effectAround(portsOn(engine).rows, measured, { doneOn: '2026-11-25', most: 3 })).toBeUndefined()
  })

  it('for one lane is counted some pages a message, each of which may come again, and comes to the same', async () => {
    const facts = { slice: { team: 'sales_east', drivers: { lane: 'sha-lax' } } }
    const [whole, inPages] = [await planned(facts), await planned(facts)]
    for (const id of [whole, inPages]) await order(id, { type: 'finish' }, '2026-11-25T00:00:00.000Z')
    const due = at('2027-01-15T16:00:00.000Z')
    await improvementDue(portsOn(engine), whole, due)
    const ports = portsOn(engine, 2)
    await improvementDue(ports, inPages, due)
    expect((await stands(inPages))?.status).toBe('done')
    let messages = 0
    for (let work = ports.handed.shift(); work && messages < 50; work = ports.handed.shift()) {
      messages += 1
      expect(work.kind).toBe('improvement_count')
      await countOn(ports, work.id, due)
      if (messages === 1) await countOn(ports, work.id, due)
    }
    expect(messages).toBeGreaterThan(1)
    const effectIn = async (id: string) => ((await stands(id)) as { effect?: object }).effect
    expect(await effectIn(inPages)).toEqual(await effectIn(whole))
    expect(await effectIn(inPages)).toBeDefined()
  })
})

describe('an improvement that is not made in time', () => {
  it('is late once for those who ask at the same moment', async () => {
    const id = await planned()
    await Promise.allSettled(Array.from({ length: 5 }, () => improvementDue(portsOn(engine), id, at('2026-11-30T16:00:00.000Z'))))
    await improvementDue(portsOn(engine), id, at('2026-12-02T00:00:00.000Z'))
    expect(await stands(id)).toMatchObject({ status: 'planned', lateSince: '2026-11-30T16:00:00.000Z' })
  })
})

describe('the lists of improvements', () => {
  it('hold each under its state, its owner and what it comes from, and lose it there when that changes', async () => {
    const { list } = improvementQueries(engine.table, engine.cursors)
    const ids = async (wanted: Parameters<typeof list>[0]) => {
      const page = await list(wanted, { limit: 100, reader: 'usr_test' })
      return page.ok ? page.value.items.map(({ state }) => state.id) : []
    }
    const [owner, customer, surveyId] = [`usr_${ulid()}`, `cus_${ulid()}`, `svy_${ulid()}`]
    const id = `imp_${ulid()}`
    const terms = Terms.parse({ action: '装车前清点', owner, dueOn: '2026-12-30', expected: { measure: 'nps', by: 5 } })
    const source = { because: { surveyId: SurveyRow.shape.surveyId.parse(surveyId) }, customers: [customer] }
    await order(id, { type: 'plan', id, terms, source }, '2026-11-01T00:00:00.000Z')
    for (const wanted of [{ owner }, { because: customer }, { because: surveyId }])
      expect(await ids({ status: 'planned', ...wanted })).toEqual([id])
    expect(await ids({ status: 'planned' })).toContain(id)
    await order(id, { type: 'change', terms: { ...terms, owner: 'usr_other' } }, '2026-11-02T00:00:00.000Z')
    expect(await ids({ status: 'planned', owner })).toEqual([])
    await order(id, { type: 'drop', reason: '线路外包' }, '2026-11-03T00:00:00.000Z')
    expect(await ids({ status: 'planned', because: customer })).toEqual([])
    expect(await ids({ status: 'dropped', because: customer })).toEqual([id])
  })
})
