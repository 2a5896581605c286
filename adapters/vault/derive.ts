import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms'
import { VaultUnavailable } from '../../domain/kernel/care/vault.ts'
import { answered } from './outage.ts'

const derived = new WeakMap<KMSClient, Map<string, Promise<Uint8Array>>>()

const askFor = async (kms: KMSClient, keyId: string, purpose: string): Promise<Uint8Array> => {
  const command = new GenerateMacCommand({ KeyId: keyId, Message: Buffer.from(purpose), MacAlgorithm: 'HMAC_SHA_256' })
  const { Mac } = await answered(kms.send(command))
  if (!Mac) throw new VaultUnavailable('The key service gave no MAC.')
  return Mac
}

/**
 * A secret of 32 bytes for one purpose (`lading:cursor:v1`), the same in every process: the HMAC of the purpose under a
 * KMS key that nobody can read. Nothing is stored, and one call serves a process for its life. A new label makes a new key.
 * Throws `VaultUnavailable`.
 */
export const deriveKey = (kms: KMSClient, keyId: string, purpose: string): Promise<Uint8Array> => {
  const known = derived.get(kms) ?? new Map<string, Promise<Uint8Array>>()
  derived.set(kms, known)
  const name = JSON.stringify([keyId, purpose])
  const key = known.get(name) ?? askFor(kms, keyId, purpose)
  known.set(name, key)
  key.catch(() => known.delete(name))
  return key
}
