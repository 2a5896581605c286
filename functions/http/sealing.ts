import { openVault, type VaultOptions } from '../../adapters/vault/vault.ts'
import { Environment } from '../runtime/environment.ts'
import { foundations } from './foundations.ts'

const Names = Environment.pick({
  TABLE_NAME: true,
  KEY_STORE_TABLE_NAME: true,
  SEALING_KEY_ARN: true,
  SEALING_KEY_DAYS: true,
  DERIVING_KEY_ID: true,
})

/**
 * The foundations of a function that must see values in the clear, with the vault: only these pay for its start. `opened` is told of
 * each opening.
 */
export const sealing = (environment: unknown, opened?: VaultOptions['opened']) => {
  const names = Names.parse(environment)
  const base = foundations(names)
  const vault = openVault({
    tableName: names.TABLE_NAME,
    keyStoreTableName: names.KEY_STORE_TABLE_NAME,
    sealingKeyArn: names.SEALING_KEY_ARN,
    keyDays: names.SEALING_KEY_DAYS,
    derivingKeyId: names.DERIVING_KEY_ID,
    dynamo: base.dynamo,
    kms: base.kms,
    opened,
  })
  return { ...base, vault }
}
