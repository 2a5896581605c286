import { AutoAnswers, shippedAutoAnswers } from '../../../domain/auto-answers/auto-answers.ts'
import { AutoAnswersEvent } from '../../../domain/auto-answers/events.ts'
import { type AutoAnswersStore, autoAnswersId, type ReadAutoAnswers } from '../../../domain/auto-answers/ports.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { autoAnswersKey } from './keys.ts'

export const autoAnswersStore = (table: Table): AutoAnswersStore =>
  recordStore(table, { kind: 'auto_answers', schema: AutoAnswers, events: AutoAnswersEvent, key: autoAnswersKey, about: () => [] })

/** Read each time: what was switched off a moment ago is off. */
export const readAutoAnswers =
  (table: Table): ReadAutoAnswers =>
  async () =>
    (await autoAnswersStore(table).load(autoAnswersId))?.state ?? shippedAutoAnswers
