import { describe, expect, it } from 'vitest'
import { cellOf, groupOf } from '../../../domain/survey-results/cells.ts'
import { driversOf } from '../../../domain/survey-results/drivers.ts'
import * as results from '../../../domain/survey-results/results.ts'
import { monthsFrom, rowOf, SurveyRow } from '../../../domain/survey-results/row.ts'
import { fewestShown } from '../../../domain/survey-results/suppression.ts'
import { sumOf, tallyOf } from '../../../domain/survey-results/tally.ts'
import { Survey } from '../../../domain/surveys/survey.ts'
import { day, later, planOf } from '../surveys/survey.ts'

const row = (facts: object = {}) =>
  SurveyRow.parse({
    surveyId: 'svy_01KAJ0000000000000000000AA',
    version: 3,
    customerId: planOf().customerId,
    month: '2026-11',
    sentAt: later(day),
    questionnaire: 'service',
    kind: 'visit.held',
    tier: 'vip',
    drivers: {},
    cancelled: false,
    ...facts,
  })
const scored = (csat: number, facts: object = {}) => row({ scores: { csat, dimensions: { timeliness: csat } }, ...facts })
const silent = row()

const { grouped } = results
const figuresOf = (rows: readonly SurveyRow[]) => results.figuresOf(sumOf(rows.map(tallyOf)))

describe('the figures of surveys', () => {
  it('count who was asked, who answered, and who was satisfied', () => {
    const figures = figuresOf([...[5, 4, 4, 3, 1].map((csat) => scored(csat)), silent, silent, row({ cancelled: true })])
    expect(figures).toMatchObject({ sent: 7, answered: 5, hidden: false })
    expect(figures.response).toMatchObject({ count: 5, of: 7 })
    expect(figures.csat).toMatchObject({ count: 5, mean: 3.4, spread: { 1: 1, 3: 1, 4: 2, 5: 1 }, good: { count: 3, of: 5, share: 0.6 } })
    expect(figures.dimensions).toHaveProperty('timeliness')
    expect(figures.nps).toBeUndefined()
  })

  it('tell nothing of what fewer than five have said', () => {
    const few = figuresOf(Array.from({ length: fewestShown - 1 }, () => scored(1)))
    expect(few).toEqual({ sent: 4, hidden: true, dimensions: {} })
    expect(figuresOf([silent])).toMatchObject({ sent: 1, answered: 0, response: { count: 0, of: 1 }, hidden: true })
    expect(figuresOf([])).toEqual({ sent: 0, answered: 0, hidden: true, dimensions: {} })
  })

  it('take detractors from promoters', () => {
    const figures = figuresOf([10, 9, 8, 7, 6, 0].map((nps) => row({ scores: { nps, dimensions: {} } })))
    expect(figures.nps).toMatchObject({ count: 6, promoters: 2, passives: 2, detractors: 2, score: 0 })
    expect(figuresOf(Array.from({ length: 5 }, () => row({ scores: { nps: 10, dimensions: {} } }))).nps?.score).toBe(100)
  })

  it('fall apart by team, and those without one stand by themselves', () => {
    const groups = grouped(
      [scored(5, { team: 'a' }), scored(4), scored(3, { team: 'a' }), row({ team: 'b', cancelled: true })].map(cellOf),
      'team',
    )
    expect(groups.map(([value, { sent }]) => [value, sent])).toEqual([
      ['', 1],
      ['a', 2],
    ])
  })
})

describe('drivers', () => {
  const late = Array.from({ length: 6 }, (_, n) => scored(1 + (n % 2), { drivers: { delay: 40 + n, lane: 'CNSHA-DEHAM' } }))
  const punctual = Array.from({ length: 6 }, (_, n) => scored(4 + (n % 2), { drivers: { delay: n / 10, lane: 'CNSHA-USLAX' } }))

  it('say by how much a circumstance goes with the score, among how many, and how sure that is', () => {
    const [delay] = driversOf([...late, ...punctual, silent], 'csat').filter(({ driver }) => driver === 'delay')
    expect(delay).toMatchObject({ value: 'above', count: 6, others: 6, mean: 1.5, effect: -3 })
    expect(delay?.interval?.high).toBeLessThan(0)
    const lanes = driversOf([...late, ...punctual], 'csat').filter(({ driver }) => driver === 'lane')
    expect(lanes.map(({ value, effect }) => [value, effect])).toEqual([
      ['CNSHA-DEHAM', -3],
      ['CNSHA-USLAX', 3],
    ])
  })

  it('leave out what fewer than five stand on either side of', () => {
    expect(driversOf([...late.slice(0, 4), ...punctual], 'csat').filter(({ driver }) => driver === 'lane')).toEqual([])
    expect(driversOf([...late, ...punctual], 'nps')).toEqual([])
  })
})

describe('a survey among the results', () => {
  it('counts in the month, where the firm is, in which it was sent', () => {
    const sent = Survey.parse({
      status: 'sent',
      ...(({ sendAt: _, ...plan }) => plan)(planOf()),
      sentAt: '2026-11-30T16:30:00.000Z',
      remindAt: later(9 * day),
      expiresAt: later(20 * day),
    })
    expect(rowOf({ state: sent, version: 2 })).toMatchObject({
      month: '2026-12',
      agent: 'usr_li',
      team: 'sales_east',
      tier: 'vip',
      version: 2,
    })
    expect(rowOf({ state: Survey.parse({ status: 'scheduled', ...planOf() }), version: 1 })).toBeUndefined()
  })

  it('counts by the kind of the ticket that it was about, also where only the rule that ships said it', () => {
    const about = (cause: object, drivers: object = {}) => {
      const { sendAt: _, ...plan } = planOf()
      const sent = { status: 'sent', ...plan, sentAt: later(day), remindAt: later(4 * day), expiresAt: later(15 * day) }
      const survey = Survey.parse({ ...sent, drivers, cause: { ...plan.cause, ...cause } })
      const found = rowOf({ state: survey, version: 2 })
      return found && [found.matter, groupOf(cellOf(found).facets, 'matter')]
    }
    const ticket = { type: 'ticket.resolved', subject: { kind: 'ticket', id: 'tkt_01KAJ0000000000000000000AA' } }
    expect(about({ ...ticket, matter: 'claim' }, { ticket_kind: 'complaint' })).toEqual(['claim', 'claim'])
    expect(about(ticket, { ticket_kind: 'complaint' })).toEqual(['complaint', 'complaint'])
    expect(about(ticket, { ticket_kind: 3 })).toEqual([undefined, 'ticket.resolved'])
    expect(about({}, { ticket_kind: 'complaint' })).toEqual([undefined, 'visit.held'])
  })

  it('is asked for by months, thirteen at most', () => {
    expect(monthsFrom('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
    expect(monthsFrom('2025-11', '2026-11')).toHaveLength(13)
    expect(monthsFrom('2025-11', '2026-12')).toBeUndefined()
    expect(monthsFrom('2026-02', '2026-01')).toBeUndefined()
  })
})
