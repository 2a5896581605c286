import * as z from 'zod'
import { ok } from '../../../domain/kernel/result.ts'
import type { Loaded } from '../../../domain/kernel/store.ts'
import type { LaterEvents, SurveyQueries } from '../../../domain/surveys/ports.ts'
import { type Later, Survey } from '../../../domain/surveys/survey.ts'
import { readEvent } from '../events/event-log.ts'
import { eventPartition } from '../events/keys.ts'
import { anchoredQuery } from '../table/anchored.ts'
import type { Cursors } from '../table/cursor.ts'
import { listSort } from '../table/indexes.ts'
import { paged } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { surveyKey, surveyListPartition, surveysOf, surveysWaitingFor } from './keys.ts'

const Stored = z.looseObject({ version: z.int(), state: Survey })
const Link = z.looseObject({ surveyId: z.string() })
const idIn = (item: Item): string => Link.parse(item).surveyId

/** Surveys by their ids, in that order. */
export const surveysById = async (table: Table, ids: readonly string[]): Promise<readonly Loaded<Survey>[]> => {
  const items = await table.getMany(ids.map(surveyKey))
  return items.flatMap((item) => {
    if (!item) return []
    const { version, state } = Stored.parse(item)
    return [{ version, state }]
  })
}

/** The surveys that what happens to a subject may make pointless. */
export const waitingSurveys =
  (table: Table): SurveyQueries['waitingFor'] =>
  async (subjectId) =>
    (await table.queryAll({ partition: surveysWaitingFor(subjectId) })).map(idIn)

const Listed = z.looseObject({ summary: z.looseObject({ id: z.string() }) })

export const surveyQueries = (table: Table, cursors: Cursors): SurveyQueries => ({
  inState: async ({ status, months, owner, team, region }, page) => {
    const narrowed = { ...(owner && { owner }), ...(team && { team }), ...(region && { region }) }
    const queries = months
      .toReversed()
      .map((month) => ({ ...anchoredQuery(() => surveyListPartition(status, month), {}, narrowed), descending: true }))
    const read = (item: Item): string => Listed.parse(item).summary.id
    const found = await paged({ table, cursors, sort: listSort }, queries, { page, read })
    if (!found.ok) return found
    const surveys = await surveysById(table, found.value.items)
    // The index is a moment behind the records: one that has moved on is not shown under what it was.
    return ok({ items: surveys.filter(({ state }) => state.status === status), next: found.value.next })
  },
  of: async (askedId, wanted, page) => {
    const found = await paged({ table, cursors }, { partition: surveysOf(askedId), descending: true }, { page, read: idIn })
    if (!found.ok) return found
    const surveys = await surveysById(table, found.value.items)
    return ok({ items: surveys.filter(({ state }) => wanted(state)), next: found.value.next })
  },
  waitingFor: waitingSurveys(table),
})

const pageSize = 100
const mostPages = 5

/** Reads back from the latest event of the subject to the one that is named; what is only mentioned there did not happen to it. */
export const laterEvents =
  (table: Table): LaterEvents =>
  async (subjectId, eventId) => {
    const later: Later[] = []
    let after: Item | undefined
    for (let page = 0; page < mostPages; page += 1) {
      const found = await table.query({ partition: eventPartition(subjectId), descending: true, limit: pageSize, after })
      const behind = found.items.filter(({ sk }) => String(sk) > eventId)
      const own = behind.filter(({ entity }) => entity === 'event').map(readEvent)
      later.push(...own.map(({ type, at }) => ({ type, at })))
      after = found.after
      if (!after || behind.length < found.items.length) break
    }
    return later.reverse()
  }
