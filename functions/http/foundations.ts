import { documentClient } from '../../adapters/dynamo/client.ts'
import { cursorsWith } from '../../adapters/dynamo/cursor.ts'
import { onceIn } from '../../adapters/dynamo/once.ts'
import { Table } from '../../adapters/dynamo/table.ts'
import { keyClient } from '../../adapters/vault/client.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { purposes } from '../runtime/purposes.ts'

type Names = { readonly TABLE_NAME: string; readonly DERIVING_KEY_ID: string }

/** What every resource of the API stands on: the table, signed cursors, and requests that may be repeated. One a process. */
export const foundations = ({ TABLE_NAME, DERIVING_KEY_ID }: Names) => {
  const dynamo = documentClient()
  const kms = keyClient()
  const derived = (purpose: string) => () => deriveKey(kms, DERIVING_KEY_ID, purpose)
  return {
    dynamo,
    kms,
    derived,
    table: new Table(dynamo, TABLE_NAME),
    cursors: cursorsWith(derived(purposes.cursor)),
    /** `name` keeps the requests of one function apart from those of another. */
    once: (name: string) => onceIn({ client: dynamo, tableName: TABLE_NAME, name, fingerprintKey: derived(purposes.fingerprint) }),
  }
}
