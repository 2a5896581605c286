import { buildDecrypt } from '@aws-crypto/decrypt-node'
import { buildEncrypt } from '@aws-crypto/encrypt-node'
import { AlgorithmSuiteIdentifier, CommitmentPolicy, type KeyringNode } from '@aws-crypto/material-management-node'
import type { KMSClient } from '@aws-sdk/client-kms'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { sealedClasses } from '../../domain/kernel/care/field-class.ts'
import { SealBroken, type SealedAt, type Vault, type Why } from '../../domain/kernel/care/vault.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { blindIndex } from './blind-index.ts'
import type { Bounds } from './bounded-cache.ts'
import { type Place, versionIn } from './header.ts'
import { keyStore } from './key-store.ts'
import { subjectKeys } from './subject-keys.ts'
import { wrapping } from './wrapping.ts'

export type VaultOptions = {
  /** The table that keeps the messages: part of what each is bound to. */
  readonly tableName: string
  readonly keyStoreTableName: string
  readonly sealingKeyArn: string
  /** For blind indexes; a function that finds nothing by one has none. */
  readonly derivingKeyId?: string
  readonly dynamo: DynamoDBDocumentClient
  readonly kms: KMSClient
  /** For how many days a version of a subject's key seals: whoever seals with an older one makes the next first. */
  readonly keyDays: number
  /** For how long (milliseconds) this process may go on with a key that was destroyed or rotated elsewhere, and of how many subjects. */
  readonly keys?: Bounds
  /** Is told of each opening, for whoever keeps count of them. */
  readonly opened?: ((opened: SealedAt & Why) => void) | undefined
}

const SealedValues = z.array(z.strictObject({ pointer: z.string(), class: z.enum(sealedClasses), value: z.string() }))

const dayLength = 24 * 60 * 60_000

const commitmentPolicy = CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT
const { encrypt } = buildEncrypt({ commitmentPolicy, maxEncryptedDataKeys: 1 })
const { decrypt } = buildDecrypt({ commitmentPolicy, maxEncryptedDataKeys: 1 })
/** Without signatures: whoever may seal may also open, so one would prove nothing, and it costs three milliseconds. */
const suiteId = AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY

const orBroken = async <T>({ subject, item }: SealedAt, opened: () => T | Promise<T>): Promise<T> => {
  try {
    return await opened()
  } catch (cause) {
    throw new SealBroken(`What is sealed at ${subject} ${item} was changed, or moved here.`, { cause })
  }
}

const unsealed = async (keyring: KeyringNode, message: Uint8Array) => {
  const { plaintext } = await decrypt(keyring, message)
  return SealedValues.parse(JSON.parse(plaintext.toString()))
}

/** Seals with the AWS Encryption SDK under one key per data subject; `docs/adr/sealing.md` says why in this way. */
export const openVault = (options: VaultOptions): Vault => {
  const { tableName, dynamo, kms, derivingKeyId, keys: bounds = { ttl: 5 * 60_000, size: 1000 } } = options
  const store = keyStore(dynamo, options.keyStoreTableName)
  const keys = subjectKeys(store, wrapping(kms, options.sealingKeyArn), { bounds, sealsFor: options.keyDays * dayLength })
  const placeOf = ({ subject, item }: SealedAt): Place => ({ table: tableName, id: subject, item })
  return {
    seal: async (at, sealed, { isNew } = { isNew: false }) => {
      const keyring = await keys.latest(at.subject, isNew)
      const { result } = await encrypt(keyring, Buffer.from(JSON.stringify(sealed)), { suiteId, encryptionContext: placeOf(at) })
      return result
    },
    open: async (at, message, { purpose, cause, only }) => {
      const version = await orBroken(at, () => versionIn(message, placeOf(at)))
      const keyring = await keys.version(at.subject, version)
      if (!keyring) return refuse({ code: 'sealed.unreadable' })
      const values = await orBroken(at, () => unsealed(keyring, message))
      options.opened?.({ ...at, purpose, cause })
      return ok(only ? values.filter(({ pointer }) => only.includes(pointer)) : values)
    },
    indexes: derivingKeyId !== undefined,
    blindIndex: async (kind, value) => {
      if (derivingKeyId === undefined) throw new Failure('this function has no key for blind indexes')
      return blindIndex(kms, derivingKeyId, [kind, value])
    },
    forget: keys.destroy,
    rotate: (subject, orderedAt) => keys.rotate(subject, Date.parse(orderedAt)),
  }
}
