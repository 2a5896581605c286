import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { cursorsWith } from '../../adapters/dynamo/table/cursor.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { keyClient } from '../../adapters/vault/client.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { madeOnce } from '../../domain/kernel/made-once.ts'
import { purposes } from '../runtime/purposes.ts'

type Names = { readonly TABLE_NAME: string; readonly DERIVING_KEY_ID: string }

/** What a function that works with records stands on: the table, derived keys, signed cursors. One a process. */
export const foundations = ({ TABLE_NAME, DERIVING_KEY_ID }: Names) => {
  const dynamo = documentClient()
  const kms = madeOnce(keyClient)
  const derived = (purpose: string) => () => deriveKey(kms(), DERIVING_KEY_ID, purpose)
  return {
    dynamo,
    get kms() {
      return kms()
    },
    derived,
    tableName: TABLE_NAME,
    table: new Table(dynamo, TABLE_NAME),
    cursors: cursorsWith(derived(purposes.cursor)),
  }
}
export type Foundations = ReturnType<typeof foundations>
