import { readEdition } from '../../adapters/dynamo/surveys/questionnaire-store.ts'
import { surveyStore } from '../../adapters/dynamo/surveys/survey-store.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { keyClient } from '../../adapters/vault/client.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { madeOnce } from '../../domain/kernel/made-once.ts'
import { pageHandler } from '../page/page-handler.ts'
import { languageFor, notice, surveyPage } from '../page/survey-page.ts'
import { Environment } from '../runtime/environment.ts'
import { now } from '../runtime/now.ts'
import { purposes } from '../runtime/purposes.ts'

const { TABLE_NAME, LINK_KEY_ID } = Environment.pick({ TABLE_NAME: true, LINK_KEY_ID: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)
const kms = madeOnce(keyClient)
const ports = {
  surveys: surveyStore(table),
  edition: readEdition(table),
  key: () => deriveKey(kms(), LINK_KEY_ID, purposes.publicLink),
}

export const handler = pageHandler({
  answer: (event) => surveyPage(ports, event, now()),
  busy: (language) => notice(language, 'busy'),
  languageFor,
})
