import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { KmsFault } from './fault.ts'

export type KeySpec = 'SYMMETRIC_DEFAULT' | 'HMAC_256'
/** One key of the deployment. `material` holds 32 bytes as base64; only the file in the data folder ever sees it. */
export type Key = {
  readonly arn: string
  readonly spec: KeySpec
  readonly enabled: boolean
  readonly created: number
  readonly material: string
}
type EncryptionContext = Readonly<Record<string, string>>

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** A ciphertext names its key, as that of the real service does: format 1, length of the ARN, ARN, nonce, tag, then what is encrypted. */
const headOf = (arn: string) => Buffer.concat([Buffer.from([1, arn.length]), Buffer.from(arn)])

/** Bound to the ciphertext: key and encryption context, whose order says nothing. */
const boundTo = (arn: string, context: EncryptionContext) =>
  Buffer.from(JSON.stringify([arn, Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))]))

const usable = (key: Key, spec: KeySpec): Buffer => {
  if (key.spec !== spec) throw new KmsFault('InvalidKeyUsageException', `${key.arn} is of spec ${key.spec}`)
  if (!key.enabled) throw new KmsFault('DisabledException', `${key.arn} is disabled.`)
  return Buffer.from(key.material, 'base64')
}

export const encrypt = (key: Key, plaintext: Uint8Array, context: EncryptionContext): Buffer => {
  const nonce = randomBytes(nonceBytes)
  const gcm = createCipheriv(cipher, usable(key, 'SYMMETRIC_DEFAULT'), nonce).setAAD(boundTo(key.arn, context))
  const encrypted = Buffer.concat([gcm.update(plaintext), gcm.final()])
  return Buffer.concat([headOf(key.arn), nonce, gcm.getAuthTag(), encrypted])
}

/** The ARN that a ciphertext names; undefined for bytes that are no ciphertext of this service. */
export const keyNamedBy = (blob: Buffer): string | undefined => {
  const [format, length] = blob
  return format === 1 && length ? blob.subarray(2, 2 + length).toString() : undefined
}

export const decrypt = (key: Key, blob: Buffer, context: EncryptionContext): Buffer => {
  const material = usable(key, 'SYMMETRIC_DEFAULT')
  const body = blob.subarray(headOf(key.arn).length)
  try {
    const gcm = createDecipheriv(cipher, material, body.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(boundTo(key.arn, context))
      .setAuthTag(body.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([gcm.update(body.subarray(nonceBytes + tagBytes)), gcm.final()])
  } catch (cause) {
    throw new KmsFault('InvalidCiphertextException', 'The ciphertext or its encryption context does not fit.', { cause })
  }
}

export const mac = (key: Key, message: Uint8Array): Buffer => createHmac('sha256', usable(key, 'HMAC_256')).update(message).digest()

export const verifyMac = (key: Key, message: Uint8Array, claimed: Uint8Array): void => {
  const actual = mac(key, message)
  if (actual.length !== claimed.length || !timingSafeEqual(actual, claimed))
    throw new KmsFault('KMSInvalidMacException', 'The MAC does not fit the message.')
}
