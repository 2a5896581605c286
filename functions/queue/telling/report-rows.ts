import { filterIn } from '../../../domain/customers/list-query.ts'
import type { CustomerGlances, CustomerQueries } from '../../../domain/customers/ports.ts'
import { CustomerSummary } from '../../../domain/customers/summary.ts'
import { type Actor, may, reaches } from '../../../domain/kernel/actor.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import type { BadCursor, Page, PageRequest } from '../../../domain/kernel/page.ts'
import type { Result } from '../../../domain/kernel/result.ts'
import type { ReportList } from '../../../domain/reports/report.ts'
import type { ReviewQueries } from '../../../domain/reviews/ports.ts'
import type { SurveyRows } from '../../../domain/survey-results/ports.ts'
import type { FieldValues } from '../../../domain/templates/fields.ts'
import { within } from '../../runtime/listing.ts'
import { type DeskReportPorts, deskReportRows } from './desk-report-rows.ts'
import type { Row, Rows } from './rows.ts'
import { surveyReportRows } from './survey-report-rows.ts'

export type RowPorts = {
  readonly customers: CustomerQueries['list']
  readonly reviews: ReviewQueries
  readonly glances: CustomerGlances
  readonly surveyRows: SurveyRows
  readonly desk: DeskReportPorts
}

/** A mail is read, not worked through: whoever needs more opens the list. */
const mostRows = 100

type Read<Item> = (page: PageRequest) => Promise<Result<Page<Item>, BadCursor>>

/** The beginning of a list, as many pages as it takes. */
const beginning = async <Item>(reader: string, read: Read<Item>): Promise<{ readonly items: readonly Item[]; readonly more: boolean }> => {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await read({ limit: mostRows - items.length, reader, ...(cursor !== undefined && { cursor }) })
    if (!page.ok) throw new Failure('a cursor that was made a moment ago does not open')
    items.push(...page.value.items)
    cursor = page.value.next ?? undefined
  } while (cursor !== undefined && items.length < mostRows)
  return { items, more: cursor !== undefined }
}

const rowOf = ({ name, tier, stage, region = '', owner = '' }: CustomerSummary): Row => ({ name, tier, stage, region, owner })

const customerRows = async (
  { customers }: RowPorts,
  { narrowed }: Extract<ReportList, { of: 'customers' }>,
  actor: Actor,
): Promise<Rows> => {
  const filter = within(filterIn(narrowed), actor)
  if (!filter) return { rows: [], more: false }
  const { items, more } = await beginning(actor.id, (page) => customers(filter, page))
  return { rows: items.map(rowOf), more }
}

const reviewRows = async (
  { reviews, glances }: RowPorts,
  { narrowed }: Extract<ReportList, { of: 'reviews' }>,
  actor: Actor,
): Promise<Rows> => {
  const { state: status, ...wanted } = narrowed
  const filter = within(wanted, actor)
  if (!filter) return { rows: [], more: false }
  const { items, more } = await beginning(actor.id, (page) => reviews.open({ ...filter, status }, page))
  const found = await glances(items.map(({ customerId }) => customerId))
  const rows = items.flatMap(({ dueOn }, i) => {
    const customer = found[i]
    return customer && reaches(actor, customer) ? [{ ...rowOf(CustomerSummary.strip().parse(customer)), dueOn }] : []
  })
  return { rows, more }
}

type Reading = { readonly actor: Actor; readonly now: Instant }

/** What of a list its reader may see now; undefined for whoever may not see it at all, `too_large` where too much would have to be read for it. */
export const rowsFor = async (ports: RowPorts, list: ReportList, { actor, now }: Reading): Promise<Rows | 'too_large' | undefined> => {
  switch (list.of) {
    case 'customers':
      return may(actor, 'customers:read') ? customerRows(ports, list, actor) : undefined
    case 'reviews':
      return may(actor, 'reviews:read') && may(actor, 'customers:read') ? reviewRows(ports, list, actor) : undefined
    case 'survey_results': {
      if (!may(actor, 'surveys:read')) return undefined
      const rows = await surveyReportRows(ports.surveyRows, list.narrowed, { actor, now })
      return rows ? { rows: rows.slice(0, mostRows), more: rows.length > mostRows } : 'too_large'
    }
    case 'desk_figures':
      return may(actor, 'tickets:write') ? deskReportRows(ports.desk, list.narrowed, { actor, now }) : undefined
  }
}

/** As the template has them: what is empty is left out. */
export const fieldsOf = (title: string, { rows, total, more }: Rows): FieldValues => ({
  title,
  rows: rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))),
  ...(total && { total: [total] }),
  ...(rows.length > 0 && { shown: rows.length }),
  ...(more && { more: rows.length }),
})
