import { RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from '@aws-crypto/raw-aes-keyring-node'
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms'
import { VaultUnavailable } from '../../domain/kernel/care/vault.ts'
import type { WrappedKey } from './key-store.ts'
import { newVersion } from './key-version.ts'
import { answered } from './outage.ts'

/** Each message names the version under which it was sealed. The keyring refuses memory that anything else shares, hence the copy. */
const keyringOf = (version: string, key: Uint8Array) =>
  new RawAesKeyringNode({
    keyNamespace: 'lading',
    keyName: version,
    unencryptedMasterKey: Uint8Array.from(key),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  })

/** What KMS binds a wrapped key to: put under another subject or version, it does not unwrap. The key's policy asks for the purpose. */
const contextOf = (subject: string, version: string) => ({ purpose: 'lading:subject-key', subject, version })

/** Makes and unwraps the keys of data subjects: one call to KMS each, under the one key that wraps them all. */
export const wrapping = (kms: KMSClient, KeyId: string) => ({
  make: async (subject: string): Promise<{ readonly key: WrappedKey; readonly keyring: RawAesKeyringNode }> => {
    const version = newVersion(Date.now())
    const command = new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: contextOf(subject, version) })
    const { Plaintext, CiphertextBlob } = await answered(kms.send(command))
    if (!Plaintext || !CiphertextBlob) throw new VaultUnavailable('The key service gave no data key.')
    return { key: { version, wrapped: Uint8Array.from(CiphertextBlob) }, keyring: keyringOf(version, Plaintext) }
  },
  unwrap: async (subject: string, { version, wrapped }: WrappedKey): Promise<RawAesKeyringNode> => {
    const command = new DecryptCommand({ KeyId, CiphertextBlob: wrapped, EncryptionContext: contextOf(subject, version) })
    const { Plaintext } = await answered(kms.send(command))
    if (!Plaintext) throw new VaultUnavailable('The key service gave no plaintext.')
    return keyringOf(version, Plaintext)
  },
})
export type Wrapping = ReturnType<typeof wrapping>
