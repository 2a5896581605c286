import type { Actor } from '../../../domain/kernel/actor.ts'
import { dayOf } from '../../../domain/kernel/day.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import type { ReportList } from '../../../domain/reports/report.ts'
import type { Measure } from '../../../domain/survey-results/drivers.ts'
import type { SurveyRows } from '../../../domain/survey-results/ports.ts'
import { type Figures, resultsOf } from '../../../domain/survey-results/results.ts'
import { Month } from '../../../domain/survey-results/row.ts'
import type { Link } from '../../../domain/templates/fields.ts'
import { answersLink } from '../../survey-results/answers-link.ts'
import { cellsFor } from '../../survey-results/counted.ts'
import { apiLink } from './api-link.ts'
import type { Row } from './rows.ts'

type Wanted = Extract<ReportList, { of: 'survey_results' }>['narrowed']

/** The month so many months before another. */
const monthBefore = (month: Month, months: number): Month => {
  const ordinal = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - months
  return Month.parse(`${String(Math.floor(ordinal / 12)).padStart(4, '0')}-${String((ordinal % 12) + 1).padStart(2, '0')}`)
}

const interval = ({ low, high }: { readonly low: number; readonly high: number }, digits: number): string =>
  `[${low.toFixed(digits)}, ${high.toFixed(digits)}]`
const percent = ({ count, of, share }: { readonly count: number; readonly of: number; readonly share: number }): string =>
  `${count} / ${of} (${(share * 100).toFixed(0)} %)`

/** The address of answers, of those that gave a score where one is named. */
type To = (measure?: Measure) => Link

/**
 * What a mail says of a group: a score with its count, the net score with its interval, and where the answers are read that it counts. What
 * is hidden stays empty.
 */
const rowOf = (name: string, { sent, response, csat, nps, effort }: Figures, to: To): Row => ({
  name: name === '' ? '–' : name,
  sent: String(sent),
  sentAt: to(),
  ...(response && { response: percent(response), responseAt: to() }),
  ...(csat && { csat: `${csat.mean.toFixed(2)} (${csat.count})`, csatAt: to('csat') }),
  ...(nps && { nps: `${nps.score.toFixed(0)} (${nps.count}; ${interval(nps.interval, 0)})`, npsAt: to('nps') }),
  ...(effort && { effort: `${effort.mean.toFixed(2)} (${effort.count})`, effortAt: to('effort') }),
})

/** Results of the last months as rows, of those customers whom the reader reaches; undefined where too much would have to be read. */
export const surveyReportRows = async (
  rows: SurveyRows,
  { by, months, ...wanted }: Wanted,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
): Promise<readonly Row[] | undefined> => {
  const to = Month.parse(dayOf(now).slice(0, 7))
  const selection = { ...wanted, from: monthBefore(to, months - 1), to }
  const found = await cellsFor(rows, actor, { ...selection, by })
  if (!found.ok && found.error.code === 'results.too_many') return undefined
  if (!found.ok) throw new Failure(`the results could not be read for a report: ${found.error.code}`)
  return resultsOf({ by, ...found.value }).groups.map(({ value, figures }) => {
    const group = by === 'month' ? { from: value, to: value } : { [by]: value }
    return rowOf(value, figures, (measure) => apiLink(answersLink({ ...selection, measure }, group)))
  })
}
