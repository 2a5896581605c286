import * as z from 'zod'
import { Instant } from '../../../domain/kernel/instant.ts'
import type { Change } from '../../../domain/kernel/store.ts'
import { monthOf } from '../../../domain/survey-results/row.ts'
import { SurveyEvent } from '../../../domain/surveys/events.ts'
import type { AskingStore, SurveyStore } from '../../../domain/surveys/ports.ts'
import { dueAtOf, Survey } from '../../../domain/surveys/survey.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import { absent } from '../table/conditions.ts'
import { listSort } from '../table/indexes.ts'
import type { Item, Key, Table, Write } from '../table/table.ts'
import { surveyKey, surveyListPartition, surveyOfKey, surveyTurnKey, waitingSurveyKey } from './keys.ts'

/** Rows that never change, so that an answer writes none of them; the one by which a waiting survey is found goes when it is sent. */
const links = (survey: Survey | undefined): readonly (Key & Item)[] => {
  if (!survey) return []
  const { id, customerId, contactId, createdAt, cause, status } = survey
  const row = { entity: 'survey_of', surveyId: id }
  return [
    { ...surveyOfKey(customerId, createdAt, id), ...row },
    ...(contactId ? [{ ...surveyOfKey(contactId, createdAt, id), ...row }] : []),
    ...(status === 'scheduled' && cause.subject
      ? [{ ...waitingSurveyKey(cause.subject.id, id), entity: 'survey_waiting', surveyId: id }]
      : []),
  ]
}

/**
 * One index and no more: a survey goes through four statuses, and each of the others would be written as often. Those of one month
 * stand together, so that no list goes through years.
 */
const indexed = ({ id, status, createdAt, around: { owner, team, region } }: Survey): Item => ({
  byAll: surveyListPartition(status, monthOf(createdAt)),
  [listSort]: `${createdAt}#${id}`,
  summary: { id, ...(owner && { owner }), ...(team && { team }), ...(region && { region }) },
})

const kept: Kept<typeof Survey, typeof SurveyEvent> = {
  kind: 'survey',
  schema: Survey,
  events: SurveyEvent,
  key: surveyKey,
  indexed,
  due: dueAtOf,
  links,
  about: (_, { customerId }) => [customerId],
}

/** For those who change surveys that are out, and ask nobody. */
export const surveyStore = (table: Table): SurveyStore => recordStore(table, kept)

type SurveyChange = Change<Survey | undefined, SurveyEvent>

/** The moment from which on the contact counts as asked, if that is what the change does. */
const asksAt = ({ before, state }: SurveyChange): Instant | undefined =>
  (before?.status === 'scheduled' || before?.status === 'undeliverable') && (state?.status === 'sent' || state?.status === 'answered')
    ? state.sentAt
    : undefined

const Turn = z.looseObject({ askedAt: Instant, surveyId: z.string() })

const turnWrite = (table: Table, { id, contactId, askedAt, seen }: Record<'id' | 'contactId', string> & Asked): Write => {
  const item = { ...surveyTurnKey(contactId), entity: 'survey_turn', askedAt, surveyId: id }
  return table.put(item, seen === undefined ? absent : { expression: 'askedAt = :asked', values: { ':asked': seen } })
}
type Asked = { readonly askedAt: Instant; readonly seen: Instant | undefined }

/** The turn is looked up anew each time that it is tried: another survey may have taken it since. */
const givingBack = (table: Table): SurveyStore => {
  const { load } = surveyStore(table)
  return {
    load,
    commit: async (change) => {
      const key = change.state?.contactId === undefined ? undefined : surveyTurnKey(change.state.contactId)
      const item = key && (await table.get(key))
      const isOurs = item && Turn.parse(item).surveyId === change.id
      const beside = isOurs ? [table.drop(key, { expression: 'surveyId = :survey', values: { ':survey': change.id } })] : []
      return recordStore(table, { ...kept, beside }).commit(change)
    },
  }
}

export const askingStore = (table: Table): AskingStore => ({
  ...surveyStore(table),
  asking: (contactId, seen) => {
    const store = surveyStore(table)
    return {
      load: store.load,
      commit: (change) => {
        const askedAt = asksAt(change)
        if (askedAt === undefined || contactId === undefined) return store.commit(change)
        const beside = [turnWrite(table, { id: change.id, contactId, askedAt, seen })]
        return recordStore(table, { ...kept, beside }).commit(change)
      },
    }
  },
  givingBack: givingBack(table),
  lastAsked: async (contactId) => {
    const item = await table.get(surveyTurnKey(contactId))
    return item && Turn.parse(item).askedAt
  },
})
