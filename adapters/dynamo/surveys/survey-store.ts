import * as z from 'zod'
import { Instant } from '../../../domain/kernel/instant.ts'
import { later } from '../../../domain/kernel/later.ts'
import type { Change } from '../../../domain/kernel/store.ts'
import { monthOf } from '../../../domain/survey-results/row.ts'
import { SurveyEvent } from '../../../domain/surveys/events.ts'
import type { AskingStore, SurveyStore } from '../../../domain/surveys/ports.ts'
import { type Asked, askedOf, dueAtOf, expireAfter, longestWait, Survey } from '../../../domain/surveys/survey.ts'
import type { Turn } from '../../../domain/surveys/turn.ts'
import { customerKey } from '../customers/keys.ts'
import { holderIn } from '../records/claim-holder.ts'
import type { Kept } from '../records/kept.ts'
import { claimKey } from '../records/keys.ts'
import { recordStore } from '../records/record-store.ts'
import { absent } from '../table/conditions.ts'
import { expiryAttribute, listSort } from '../table/indexes.ts'
import type { Item, Key, Table, Write } from '../table/table.ts'
import { surveyKey, surveyListPartition, surveyOfKey, surveyTurnKey, waitingSurveyKey } from './keys.ts'

/** By then a survey has long gone out, and its mail with it, or never will. */
const calledOffUntil = ({ createdAt }: Survey): Instant => later(createdAt, longestWait + expireAfter)

/**
 * Rows that never change, so that no step of a survey writes them. The one by which it is found to be called off is of use until its mail
 * is out, which nobody here is told of: it goes by itself.
 */
const links = (survey: Survey | undefined): readonly (Key & Item)[] => {
  if (!survey) return []
  const { id, customerId, contactId, createdAt, cause } = survey
  const row = { entity: 'survey_of', surveyId: id }
  return [
    { ...surveyOfKey(customerId, createdAt, id), ...row },
    ...(contactId ? [{ ...surveyOfKey(contactId, createdAt, id), ...row }] : []),
    ...(cause.subject
      ? [
          {
            ...waitingSurveyKey(cause.subject.id, id),
            entity: 'survey_waiting',
            surveyId: id,
            [expiryAttribute]: Math.floor(Date.parse(calledOffUntil(survey)) / 1000),
          },
        ]
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

/** The moment from which on somebody counts as asked, if that is what the change does. */
const asksAt = ({ before, state }: SurveyChange): Instant | undefined =>
  (before?.status === 'scheduled' || before?.status === 'undeliverable') && (state?.status === 'sent' || state?.status === 'answered')
    ? state.sentAt
    : undefined

const KeptTurn = z.looseObject({ askedAt: Instant, surveyId: z.string() })

const turnWrite = (table: Table, { id, askedAt: seen }: Turn, now: Pick<z.infer<typeof KeptTurn>, 'askedAt' | 'surveyId'>): Write =>
  table.put(
    { ...surveyTurnKey(id), entity: 'survey_turn', ...now },
    seen === undefined ? absent : { expression: 'askedAt = :asked', values: { ':asked': seen } },
  )

/** The blind indexes of somebody's addresses, as they stand beside the seal. */
const Reached = z.looseObject({ indexes: z.record(z.string(), z.tuple([z.string(), z.string()])).default({}) })

/** The contacts that an individual is as well: whoever holds an address of theirs, found without anybody reading it. */
const alsoContacts = async (table: Table, customerId: string): Promise<readonly string[]> => {
  const item = await table.get(customerKey(customerId))
  const indexes = item ? Object.values(Reached.parse(item).indexes) : []
  const held = await table.getMany(indexes.map(([field, index]) => claimKey('contact', field, index)))
  return [...new Set(held.flatMap((claim) => (claim ? [holderIn(claim)] : [])))]
}

/** "Nobody is asked twice because they stand in our books twice": an individual takes the turn of the contact that they are as well. */
const idsOf = async (table: Table, { kind, id }: Asked): Promise<readonly string[]> =>
  kind === 'contact' ? [id] : [id, ...(await alsoContacts(table, id))]

/** What is kept of the turns of whoever is asked, by the ids under which they are. */
const keptTurns = async (table: Table, asked: Asked | undefined) => {
  const ids = asked ? await idsOf(table, asked) : []
  const items = await Promise.all(ids.map((id) => table.get(surveyTurnKey(id))))
  return ids.map((id, i) => ({ id, kept: items[i] && KeptTurn.parse(items[i]) }))
}

/** The turn is looked up anew each time that it is tried: another survey may have taken it since. */
const givingBack = (table: Table): SurveyStore => {
  const { load } = surveyStore(table)
  return {
    load,
    commit: async (change) => {
      const turns = await keptTurns(table, change.state && askedOf(change.state))
      const ours = turns.filter(({ kept: turn }) => turn?.surveyId === change.id)
      const isOurs = { expression: 'surveyId = :survey', values: { ':survey': change.id } }
      const beside = ours.map(({ id }) => table.drop(surveyTurnKey(id), isOurs))
      return recordStore(table, { ...kept, beside }).commit(change)
    },
  }
}

export const askingStore = (table: Table): AskingStore => ({
  ...surveyStore(table),
  asking: (turns) => {
    const store = surveyStore(table)
    return {
      load: store.load,
      commit: (change) => {
        const askedAt = asksAt(change)
        if (askedAt === undefined) return store.commit(change)
        const beside = turns.map((turn) => turnWrite(table, turn, { askedAt, surveyId: change.id }))
        return recordStore(table, { ...kept, beside }).commit(change)
      },
    }
  },
  givingBack: givingBack(table),
  turnsOf: async (asked) => (await keptTurns(table, asked)).map(({ id, kept: turn }) => ({ id, askedAt: turn?.askedAt })),
})
