import * as z from 'zod'
import { Failure } from '../../../domain/kernel/failure.ts'
import { cellChanges } from '../../../domain/survey-results/cells.ts'
import { mostRows, type RowsAt, type SurveyRows, type TallyPage, type TallyRows } from '../../../domain/survey-results/ports.ts'
import { type Month, SurveyRow } from '../../../domain/survey-results/row.ts'
import { sumOf, type Tally, tallyOf } from '../../../domain/survey-results/tally.ts'
import { unmoved } from '../table/conditions.ts'
import type { Cursors } from '../table/cursor.ts'
import { bare } from '../table/items.ts'
import { paged } from '../table/paged.ts'
import type { Ask, Item, Table } from '../table/table.ts'
import { upTo } from '../table/up-to.ts'
import { surveyRowKey, surveysOfTeam, surveysSentIn } from './keys.ts'
import { countIn, readCells } from './survey-cells.ts'

const read = (item: Item): SurveyRow => SurveyRow.parse(bare(item))

/** A worker loses a race against another that was told of the same survey; one that loses as often as this is brought back by the queue. */
const attempts = 3

/**
 * The row and what it adds to its cells are one transaction under the version of the row that stood there: told twice, or by two at
 * once, late, or after a worker died, a survey is counted once and as it stands. False when somebody else was first.
 */
const count = async (table: Table, row: SurveyRow, isFirst: boolean): Promise<boolean> => {
  const key = surveyRowKey(row.month, row.team ?? '', row.surveyId)
  const item = isFirst ? undefined : await table.get(key)
  const before = item && read(item)
  if (before && before.version >= row.version) return true
  const [kept, unchanged] = [{ ...key, entity: 'survey_row', ...row }, unmoved('version', before?.version ?? 0)]
  const changes = cellChanges(before, row)
  // One that counts the same is kept all the same, or a version between the two that comes late would be taken for the latest.
  if (changes.length === 0) return table.putIf(kept, unchanged)
  return (await table.transact([table.put(kept, unchanged), ...changes.map((change) => countIn(table, change))])).ok
}

export const keepSurveyRow =
  (table: Table): SurveyRows['keep'] =>
  async (row, isFirst = false) => {
    if (isFirst && (await count(table, row, true))) return
    for (let attempt = 0; attempt < attempts; attempt += 1) if (await count(table, row, false)) return
    throw new Failure(`others were first each time that ${row.surveyId} was to be counted`)
  }

const askAt = (month: Month, team: string | undefined): Ask => ({
  partition: surveysSentIn(month),
  ...(team !== undefined && { prefix: ['sk', surveysOfTeam(team)] as const }),
})
const asksAt = ({ months, team }: RowsAt): readonly Ask[] => months.map((month) => askAt(month, team))

const Place = z.record(z.string(), z.string())

/** `limit`: so many rows a page at most, where a page is not to be a megabyte of the table's. */
export const tallyPage =
  (table: Table, limit?: number): TallyPage =>
  async ({ month, team }, { wanted, place }) => {
    const from = place === undefined ? undefined : Place.parse(JSON.parse(place))
    const { items, after } = await table.query({ ...askAt(month, team), after: from, limit })
    const tally = sumOf(items.map(read).filter(wanted).map(tallyOf))
    return { tally, looked: items.length, ...(after && { place: JSON.stringify(after) }) }
  }

export const tallySurveyRows = (table: Table): TallyRows => {
  const pageOf = tallyPage(table)
  return async ({ months, team }, { wanted, most }) => {
    let [seen, sum]: [number, Tally] = [0, {}]
    for (const month of months) {
      let place: string | undefined
      do {
        const page = await pageOf({ month, team }, { wanted, place })
        seen += page.looked
        if (seen > most) return undefined
        sum = sumOf([sum, page.tally])
        place = page.place
      } while (place !== undefined)
    }
    return sum
  }
}

/** The read model of results: one small item a survey that went out, in the partition of its month, and the cells that count them. */
export const surveyRows = (table: Table, cursors: Cursors): SurveyRows => ({
  keep: keepSurveyRow(table),
  cells: readCells(table),
  of: (at) => upTo(table, asksAt(at), { most: mostRows, read }),
  page: (at, { wanted, words }, page) => {
    const keyed = { seal: cursors.seal, open: cursors.open }
    const bound: Cursors = {
      seal: (after, to) => keyed.seal(after, { ...to, words }),
      open: (cursor, to) => keyed.open(cursor, { ...to, words }),
    }
    const queries = asksAt(at).map((ask) => ({ ...ask, keep: (item: Item) => wanted(read(item)) }))
    return paged({ table, cursors: bound }, queries, { page, read })
  },
})
