import * as z from 'zod'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { QuestionnaireEvent } from '../../../domain/questionnaires/events.ts'
import type { AllQuestionnaires, QuestionnaireStore, ReadEdition } from '../../../domain/questionnaires/ports.ts'
import { Questionnaire } from '../../../domain/questionnaires/questionnaire.ts'
import { shippedQuestionnaire, shippedQuestionnaires } from '../../../domain/questionnaires/shipped.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import { absent } from '../table/conditions.ts'
import type { Item, Table } from '../table/table.ts'
import { editionKey, latestEditions, questionnaireKey } from './keys.ts'

const kept: Kept<typeof Questionnaire, typeof QuestionnaireEvent> = {
  kind: 'questionnaire',
  schema: Questionnaire,
  events: QuestionnaireEvent,
  key: questionnaireKey,
  about: () => [],
}

/** The latest edition is the record; each edition that was ever written stands beside it and is never written again. */
export const questionnaireStore = (table: Table): QuestionnaireStore => {
  const store = recordStore(table, kept)
  return {
    load: async (id) => {
      const shipped = shippedQuestionnaire(id)
      return (await store.load(id)) ?? (shipped && { state: shipped, version: 0 })
    },
    commit: (change) => {
      const { id, state } = change
      if (!state) throw new Failure(`questionnaire ${id} has events and no state`)
      const edition = table.put({ ...editionKey(id, state.edition), entity: 'questionnaire_edition', edition: state }, absent)
      return recordStore(table, { ...kept, beside: [edition] }).commit(change)
    },
  }
}

const Edition = z.looseObject({ edition: Questionnaire })

/** Editions never change, so a process reads each once. */
export const readEdition = (table: Table): ReadEdition => {
  const known = new Map<string, Questionnaire>()
  return async ({ id, edition }) => {
    const { pk, sk } = editionKey(id, edition)
    const seen = known.get(sk)
    if (seen) return seen
    const item = await table.get({ pk, sk })
    const shipped = shippedQuestionnaire(id)
    const found = item ? Edition.parse(item).edition : shipped?.edition === edition ? shipped : undefined
    if (found && known.size < mostKnown) known.set(sk, found)
    return found
  }
}
const mostKnown = 200

const Stored = z.looseObject({ version: z.int(), state: Questionnaire })
const read = (item: Item): Loaded<Questionnaire> => {
  const { version, state } = Stored.parse(item)
  return { version, state }
}

export const allQuestionnaires =
  (table: Table): AllQuestionnaires =>
  async () => {
    const items = await table.queryAll({ partition: latestEditions.partition, prefix: ['sk', latestEditions.prefix] })
    const written = items.map(read)
    const untouched = shippedQuestionnaires.filter(({ id }) => !written.some(({ state }) => state.id === id))
    return [...untouched.map((state) => ({ state, version: 0 })), ...written].sort((a, b) => (a.state.id < b.state.id ? -1 : 1))
  }
