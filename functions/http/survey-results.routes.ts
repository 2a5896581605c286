import * as z from 'zod'
import type { Actor } from '../../domain/kernel/actor.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { Grouping } from '../../domain/survey-results/cells.ts'
import { BoundWords, boundsIn, DriverWords, driversIn } from '../../domain/survey-results/driver-words.ts'
import { Driver, driversOf, Measure } from '../../domain/survey-results/drivers.ts'
import type { SurveyRows } from '../../domain/survey-results/ports.ts'
import { Figures, resultsOf } from '../../domain/survey-results/results.ts'
import { Month, type SurveyRow } from '../../domain/survey-results/row.ts'
import { isSaid, type Said } from '../../domain/survey-results/said.ts'
import type { Survey } from '../../domain/surveys/survey.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import { noBody, type Routes, route } from '../runtime/route.ts'
import { answersLink, selectionWords, sidesLinks } from '../survey-results/answers-link.ts'
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
  matter: value,
  tier: value,
  region: value,
  questionnaire: value,
}

/**
 * What else a list of answers is narrowed to. `measure`: those that gave this score. What events said is one word of the query:
 * `drivers` and `except` a code, such as `lane=sha-lax`, and those that are of any other; `above` and `upTo` a figure, such as
 * `delay=24`.
 */
const narrowing = {
  measure: Measure.optional(),
  drivers: DriverWords.optional(),
  except: DriverWords.optional(),
  above: BoundWords.optional(),
  upTo: BoundWords.optional(),
}
type Narrowing = z.infer<z.ZodObject<typeof narrowing>>

const saidIn = ({ measure, drivers, except, above, upTo }: Narrowing): Said => ({
  measure,
  drivers: drivers === undefined ? undefined : driversIn(drivers),
  except: except === undefined ? undefined : driversIn(except),
  above: above === undefined ? undefined : boundsIn(above),
  upTo: upTo === undefined ? undefined : boundsIn(upTo),
})

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

/** What is hidden leads to its answers as well: whoever may read those loses nothing by it. */
const Opened = z.strictObject({ figures: Figures, answers: z.string() })

/** A comparison, and where the answers of either side of it are read. */
const Compared = Driver.extend({ answers: z.strictObject({ there: z.string(), others: z.string() }) })

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
      const found = await cellsFor(ports.rows, context.actor, query)
      if (!found.ok) return found
      const { total, groups } = resultsOf({ by, ...found.value })
      const span = (value: string) => (by === 'month' ? { from: value, to: value } : { [by]: value })
      return ok({
        by,
        total: { figures: total, answers: answersLink(selection) },
        groups: groups.map((group) => ({ ...group, answers: answersLink(selection, span(group.value)) })),
      })
    },
  }),

  'GET /v1/survey-results/answers': route({
    summary: 'The surveys behind a figure, of customers within reach',
    permission: 'surveys:read',
    query: z.strictObject({ ...period, ...narrowing, ...pageQuery }),
    body: noBody,
    answer: pageOf(SurveyAnswer),
    status: 200,
    refusals: [...onPeriod, 'request.cursor_invalid'],
    run: async (ports: ResultPorts, { query, context }) => {
      const { limit, cursor, ...selection } = query
      const { measure, drivers, except, above, upTo, ...facets } = selection
      const at = askedFor(context.actor, facets)
      if (!at) return refuse({ code: 'survey.period_invalid' })
      const { months, narrowed } = at
      if (!narrowed) return ok({ items: [], next: null })
      const page = pageRequest({ limit, cursor }, context.actor)
      const [isOf, said] = [wantedBy(narrowed), saidIn({ measure, drivers, except, above, upTo })]
      const wanted = { wanted: (row: SurveyRow) => isOf(row) && isSaid(said, row), words: JSON.stringify(selectionWords(selection)) }
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
    answer: z.strictObject({ measure: Measure, answers: z.string(), items: z.array(Compared).readonly() }),
    status: 200,
    refusals: onCounting,
    run: async (ports: ResultPorts, { query, context }) => {
      const { measure, ...selection } = query
      const rows = await rowsFor(ports.rows, context.actor, selection)
      if (!rows.ok) return rows
      const items = driversOf(rows.value, measure).map((one) => ({ ...one, answers: sidesLinks(selection, measure, one) }))
      return ok({ measure, answers: answersLink({ ...selection, measure }), items })
    },
  }),
}
