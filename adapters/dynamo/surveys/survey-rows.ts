import type { SurveyRows } from '../../../domain/survey-results/ports.ts'
import { SurveyRow } from '../../../domain/survey-results/row.ts'
import type { Cursors } from '../table/cursor.ts'
import { bare } from '../table/items.ts'
import { paged } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { surveyRowKey, surveysSentIn } from './keys.ts'

const read = (item: Item): SurveyRow => SurveyRow.parse(bare(item))

/** A row is that of its version: told twice or out of order, the latest stays. */
export const keepSurveyRow =
  (table: Table): SurveyRows['keep'] =>
  async (row) => {
    const newer = { expression: 'attribute_not_exists(pk) OR version < :version', values: { ':version': row.version } }
    await table.putIf({ ...surveyRowKey(row.month, row.surveyId), entity: 'survey_row', ...row }, newer)
  }

/** The read model of results: one small item a survey that went out, in the partition of its month. */
export const surveyRows = (table: Table, cursors: Cursors): SurveyRows => ({
  keep: keepSurveyRow(table),
  of: async (months) => {
    const found = await Promise.all(months.map((month) => table.queryAll({ partition: surveysSentIn(month) })))
    return found.flat().map(read)
  },
  page: (months, { wanted, words }, page) => {
    const keyed = { seal: cursors.seal, open: cursors.open }
    const bound: Cursors = {
      seal: (after, to) => keyed.seal(after, { ...to, words }),
      open: (cursor, to) => keyed.open(cursor, { ...to, words }),
    }
    const queries = months.map((month) => ({ partition: surveysSentIn(month), keep: (item: Item) => wanted(read(item)) }))
    return paged({ table, cursors: bound }, queries, { page, read })
  },
})
