import { NodeAlgorithmSuite } from '@aws-crypto/material-management-node'
import { deserializeFactory } from '@aws-crypto/serialize'

/** What a message is bound to (the Encryption SDK's encryption context). */
export type Place = { readonly table: string; readonly id: string; readonly item: string }

const uuidLength = 36
const { deserializeMessageHeader } = deserializeFactory((bytes) => Buffer.from(bytes).toString(), NodeAlgorithmSuite)

/**
 * The version of the key that sealed a message: the name under which the raw keyring wrapped the data key. Throws for bytes
 * that are no message, and for a message of another place; opening it with that key then vouches for these same bytes.
 * Format: https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html
 */
export const versionIn = (message: Uint8Array, place: Place): string => {
  const header = deserializeMessageHeader(message, { maxEncryptedDataKeys: 1 })
  const [dataKey] = header ? header.messageHeader.encryptedDataKeys : []
  if (!header || !dataKey) throw new RangeError('the message ends within its header')
  const context = header.messageHeader.encryptionContext
  const strange = Object.entries(place).find(([name, value]) => context[name] !== value)
  if (strange) throw new RangeError(`the message was sealed for another ${strange[0]}`)
  return dataKey.providerInfo.slice(0, uuidLength)
}
