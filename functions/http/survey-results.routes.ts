import * as z from 'zod'
import { isRowOf } from '../../domain/improvements/slice.ts'
import type { Actor } from '../../domain/kernel/actor.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { Grouping } from '../../domain/survey-results/cells.ts'
import { DriverWords, driversIn } from '../../domain/survey-results/driver-words.ts'
import { Driver, driversOf, Measure } from '../../domain/survey-results/drivers.ts'
import type { SurveyRows } from '../../domain/survey-results/ports.ts'
import { Figures, figuresOf, grouped } from '../../domain/survey-results/results.ts'
import { Month, type SurveyRow } from '../../domain/survey-results/row.ts'
import { sumOf, type Tally } from '../../domain/survey-results/tally.ts'
import type { Survey } from '../../domain/surveys/survey.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import { noBody, type Routes, route } from '../runtime/route.ts'
import { answersLink, selectionWords } from '../survey-results/answers-link.ts'
import { askedFor, cellsFor, rowsFor, wantedBy } from '../survey-results/counted.ts'
import { answerOf, reachedOf, SurveyAnswer, type SurveyPorts } from './survey-view.ts'

export type ResultPorts = Pick<SurveyPorts, 'glances'> & {
  readonly rows: SurveyRows
  readonly byId: (ids: readonly string[]) => Promise<readonly Loaded<Survey>[]>
}

const value = z.string().max(128).optional()
/** The months in which people were asked, both ends included, and what results are narrowed to. The empty word: those without one. */
const period = {
  from: Month,
  to: Month,
  team: value,
  owner: value,
  agent: value,
  kind: value,
  tier: value,
  region: value,
  questionnaire: value,
}

/** Those of customers whom the reader reaches today: an answer tells of a customer, which a figure does not. */
const reachedRows = async (ports: ResultPorts, actor: Actor, rows: readonly SurveyRow[]): Promise<readonly SurveyRow[]> => {
  if (actor.reach.kind === 'all') return rows
  const reached = await reachedOf(
    ports,
    actor,
    rows.map(({ customerId }) => customerId),
  )
  return rows.filter(({ customerId }) => reached.has(customerId))
}

const Opened = z.strictObject({ figures: Figures, answers: z.string() })
const opened = (tally: Tally, answers: string): z.infer<typeof Opened> => ({ figures: figuresOf(tally), answers })

const onPeriod = ['request.invalid', 'survey.period_invalid'] as const
const onCounting = [...onPeriod, 'results.too_many'] as const

export const surveyResultRoutes: Routes<ResultPorts> = {
  'GET /v1/survey-results': route({
    summary: 'Satisfaction, recommendation and effort with their 95 % intervals, as a whole and by group; each leads to its answers',
    permission: 'surveys:read',
    query: z.strictObject({ ...period, by: Grouping.default('month') }),
    body: noBody,
    answer: z.strictObject({ by: Grouping, total: Opened, groups: z.array(Opened.extend({ value: z.string() })).readonly() }),
    status: 200,
    refusals: onCounting,
    run: async (ports: ResultPorts, { query, context }) => {
      const { by, ...selection } = query
      const cells = await cellsFor(ports.rows, context.actor, query)
      if (!cells.ok) return cells
      const span = (value: string) => (by === 'month' ? { from: value, to: value } : { [by]: value })
      const groups = grouped(cells.value, by).map(([group, tally]) => ({
        value: group,
        ...opened(tally, answersLink(selection, span(group))),
      }))
      return ok({ by, total: opened(sumOf(cells.value.map(({ tally }) => tally)), answersLink(selection)), groups })
    },
  }),

  'GET /v1/survey-results/answers': route({
    summary: 'The surveys behind a figure, of customers within reach',
    permission: 'surveys:read',
    /** `drivers`: what events said, such as `lane=sha-lax`, written as one word of the query. */
    query: z.strictObject({ ...period, drivers: DriverWords.optional(), ...pageQuery }),
    body: noBody,
    answer: pageOf(SurveyAnswer),
    status: 200,
    refusals: [...onPeriod, 'request.cursor_invalid'],
    run: async (ports: ResultPorts, { query, context }) => {
      const { limit, cursor, drivers, ...selection } = query
      const at = askedFor(context.actor, selection)
      if (!at) return refuse({ code: 'survey.period_invalid' })
      const { months, narrowed } = at
      if (!narrowed) return ok({ items: [], next: null })
      const page = pageRequest({ limit, cursor }, context.actor)
      const slice = drivers === undefined ? {} : { drivers: driversIn(drivers) }
      const isWanted = (row: SurveyRow) => wantedBy(narrowed)(row) && isRowOf(slice, row)
      const wanted = { wanted: isWanted, words: JSON.stringify(selectionWords({ ...selection, drivers })) }
      const found = await ports.rows.page({ months, team: narrowed.team }, wanted, page)
      if (!found.ok) return found
      const rows = await reachedRows(ports, context.actor, found.value.items)
      const surveys = await ports.byId(rows.map(({ surveyId }) => surveyId))
      return ok({ items: surveys.map(answerOf), next: found.value.next })
    },
  }),

  'GET /v1/survey-results/drivers': route({
    summary: 'What goes with good and bad scores: effect, count and 95 % interval of each circumstance, the strongest first',
    permission: 'surveys:read',
    query: z.strictObject({ ...period, measure: Measure.default('csat') }),
    body: noBody,
    answer: z.strictObject({ measure: Measure, answers: z.string(), items: z.array(Driver).readonly() }),
    status: 200,
    refusals: onCounting,
    run: async (ports: ResultPorts, { query, context }) => {
      const { measure, ...selection } = query
      const rows = await rowsFor(ports.rows, context.actor, selection)
      return rows.ok ? ok({ measure, answers: answersLink(selection), items: driversOf(rows.value, measure) }) : rows
    },
  }),
}
