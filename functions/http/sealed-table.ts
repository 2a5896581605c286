import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { keyClient } from '../../adapters/vault/client.ts'
import { openVault, type VaultOptions } from '../../adapters/vault/vault.ts'
import { Environment } from '../runtime/environment.ts'

const Names = Environment.pick({ TABLE_NAME: true, KEY_STORE_TABLE_NAME: true, SEALING_KEY_ARN: true, SEALING_KEY_DAYS: true })

/** The table and the vault for those who find nothing by what is sealed and list nothing: they hold no key that derives. `opened` is told of each opening. */
export const sealedTable = (environment: unknown, opened?: VaultOptions['opened']) => {
  const names = Names.parse(environment)
  const dynamo = documentClient()
  const kms = keyClient()
  const vault = openVault({
    tableName: names.TABLE_NAME,
    keyStoreTableName: names.KEY_STORE_TABLE_NAME,
    sealingKeyArn: names.SEALING_KEY_ARN,
    keyDays: names.SEALING_KEY_DAYS,
    dynamo,
    kms,
    opened,
  })
  return { kms, table: new Table(dynamo, names.TABLE_NAME), vault }
}
