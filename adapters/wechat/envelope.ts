import { createDecipheriv } from 'node:crypto'

const block = 32
const [randomLength, lengthLength] = [16, 4]

/** Without the padding of PKCS #7 (RFC 2315), here to blocks of 32 bytes; undefined where there is none. */
const unpadded = (bytes: Buffer): Buffer | undefined => {
  const count = bytes.at(-1) ?? 0
  const padding = bytes.subarray(bytes.length - count)
  const isPadded = count >= 1 && count <= block && padding.length === count && padding.every((byte) => byte === count)
  return isPadded ? bytes.subarray(0, bytes.length - count) : undefined
}

/** AES in CBC under the 32 bytes that an `EncodingAESKey` of 43 characters stands for. The first half of the key is the initial vector. */
const decrypted = (encodingKey: string, encrypted: string): Buffer | undefined => {
  const key = Buffer.from(`${encodingKey}=`, 'base64')
  const bytes = Buffer.from(encrypted, 'base64')
  if (key.length !== block || bytes.length === 0 || bytes.length % 16 !== 0) return undefined
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return unpadded(Buffer.concat([decipher.update(bytes), decipher.final()]))
}

/** What WeChat sealed, and for which account. */
export type Opened = { readonly text: string; readonly appId: string }

/**
 * Opens what WeChat encrypted: 16 random bytes, the length of the message in 4 bytes, the message, and the app id behind it.
 * Undefined for what was not sealed under this key.
 */
export const openEnvelope = (encodingKey: string, encrypted: string): Opened | undefined => {
  const plain = decrypted(encodingKey, encrypted)
  if (!plain || plain.length < randomLength + lengthLength) return undefined
  const begins = randomLength + lengthLength
  const ends = begins + plain.readUInt32BE(randomLength)
  if (ends > plain.length) return undefined
  return { text: plain.subarray(begins, ends).toString('utf8'), appId: plain.subarray(ends).toString('utf8') }
}
