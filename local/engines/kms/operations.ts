import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { KmsFault } from './fault.ts'
import { decrypt, encrypt, type Key, keyNamedBy, mac, verifyMac } from './keys.ts'

/** What the operations need of the key service around them. `key` takes an ARN, an id or an alias, and throws for what is not there. */
export type KeyRing = { readonly key: (name: string) => Key; readonly enable: (arn: string, enabled: boolean) => Promise<void> }
type Operation = (ring: KeyRing, body: unknown) => object | Promise<object>

const Blob = z.base64().transform((text) => Buffer.from(text, 'base64'))
const Message = Blob.refine((bytes) => bytes.length >= 1 && bytes.length <= 4096, 'takes 1 to 4096 bytes')
const KeyId = z.string().min(1)
const Context = z.record(z.string(), z.string()).default({})
const MacAlgorithm = z.literal('HMAC_SHA_256')
const EncryptionAlgorithm = 'SYMMETRIC_DEFAULT'

/** Members that these operations do not use (grant tokens, dry run) pass unread. */
const operation =
  <Request extends z.ZodObject>(request: Request, run: (ring: KeyRing, input: z.output<Request>) => object | Promise<object>): Operation =>
  (ring, body) => {
    const input = request.safeParse(body)
    if (!input.success) throw new KmsFault('ValidationException', z.prettifyError(input.error))
    return run(ring, input.data)
  }

const DataKeyRequest = z.object({
  KeyId,
  KeySpec: z.enum(['AES_128', 'AES_256']).optional(),
  NumberOfBytes: z.int().min(1).max(1024).optional(),
  EncryptionContext: Context,
})

const dataKey = (ring: KeyRing, input: z.output<typeof DataKeyRequest>) => {
  const { KeySpec, NumberOfBytes } = input
  if ((KeySpec === undefined) === (NumberOfBytes === undefined))
    throw new KmsFault('ValidationException', 'Please specify either number of bytes or key spec.')
  const key = ring.key(input.KeyId)
  const plaintext = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32))
  return { key, plaintext, CiphertextBlob: encrypt(key, plaintext, input.EncryptionContext).toString('base64') }
}

/** The key that a ciphertext names; the one that the caller expects, if any, has to be the same. */
const sourceKey = (ring: KeyRing, blob: Buffer, expected: string | undefined): Key => {
  const arn = keyNamedBy(blob)
  if (arn === undefined) throw new KmsFault('InvalidCiphertextException', 'This is not a ciphertext of this service.')
  const key = ring.key(arn)
  if (expected !== undefined && ring.key(expected).arn !== arn)
    throw new KmsFault('IncorrectKeyException', 'The key that the request names is not the one that encrypted this.')
  return key
}

const describe = (key: Key) => ({
  AWSAccountId: key.arn.split(':')[4],
  Arn: key.arn,
  KeyId: key.arn.split('/').at(-1),
  CreationDate: key.created / 1000,
  Enabled: key.enabled,
  KeyState: key.enabled ? 'Enabled' : 'Disabled',
  KeyManager: 'CUSTOMER',
  Origin: 'AWS_KMS',
  MultiRegion: false,
  KeySpec: key.spec,
  ...(key.spec === 'HMAC_256'
    ? { KeyUsage: 'GENERATE_VERIFY_MAC', MacAlgorithms: ['HMAC_SHA_256'] }
    : { KeyUsage: 'ENCRYPT_DECRYPT', EncryptionAlgorithms: [EncryptionAlgorithm] }),
})

/** By the name in `x-amz-target`. Answers are shaped as in the KMS API reference, blobs in base64. */
export const operations: Readonly<Record<string, Operation>> = {
  GenerateDataKey: operation(DataKeyRequest, (ring, input) => {
    const { key, plaintext, CiphertextBlob } = dataKey(ring, input)
    return { KeyId: key.arn, CiphertextBlob, Plaintext: plaintext.toString('base64') }
  }),
  GenerateDataKeyWithoutPlaintext: operation(DataKeyRequest, (ring, input) => {
    const { key, CiphertextBlob } = dataKey(ring, input)
    return { KeyId: key.arn, CiphertextBlob }
  }),
  Encrypt: operation(z.object({ KeyId, Plaintext: Message, EncryptionContext: Context }), (ring, input) => {
    const key = ring.key(input.KeyId)
    const blob = encrypt(key, input.Plaintext, input.EncryptionContext)
    return { KeyId: key.arn, CiphertextBlob: blob.toString('base64'), EncryptionAlgorithm }
  }),
  Decrypt: operation(z.object({ CiphertextBlob: Blob, KeyId: KeyId.optional(), EncryptionContext: Context }), (ring, input) => {
    const key = sourceKey(ring, input.CiphertextBlob, input.KeyId)
    const plaintext = decrypt(key, input.CiphertextBlob, input.EncryptionContext)
    return { KeyId: key.arn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm }
  }),
  ReEncrypt: operation(
    z.object({
      CiphertextBlob: Blob,
      SourceKeyId: KeyId.optional(),
      SourceEncryptionContext: Context,
      DestinationKeyId: KeyId,
      DestinationEncryptionContext: Context,
    }),
    (ring, input) => {
      const source = sourceKey(ring, input.CiphertextBlob, input.SourceKeyId)
      const destination = ring.key(input.DestinationKeyId)
      const plaintext = decrypt(source, input.CiphertextBlob, input.SourceEncryptionContext)
      const blob = encrypt(destination, plaintext, input.DestinationEncryptionContext)
      return {
        CiphertextBlob: blob.toString('base64'),
        SourceKeyId: source.arn,
        KeyId: destination.arn,
        SourceEncryptionAlgorithm: EncryptionAlgorithm,
        DestinationEncryptionAlgorithm: EncryptionAlgorithm,
      }
    },
  ),
  GenerateMac: operation(z.object({ KeyId, Message, MacAlgorithm }), (ring, input) => {
    const key = ring.key(input.KeyId)
    return { KeyId: key.arn, Mac: mac(key, input.Message).toString('base64'), MacAlgorithm: input.MacAlgorithm }
  }),
  VerifyMac: operation(z.object({ KeyId, Message, Mac: Blob, MacAlgorithm }), (ring, input) => {
    const key = ring.key(input.KeyId)
    verifyMac(key, input.Message, input.Mac)
    return { KeyId: key.arn, MacValid: true, MacAlgorithm: input.MacAlgorithm }
  }),
  DescribeKey: operation(z.object({ KeyId }), (ring, input) => ({ KeyMetadata: describe(ring.key(input.KeyId)) })),
  EnableKey: operation(z.object({ KeyId }), async (ring, input) => {
    await ring.enable(ring.key(input.KeyId).arn, true)
    return {}
  }),
  DisableKey: operation(z.object({ KeyId }), async (ring, input) => {
    await ring.enable(ring.key(input.KeyId).arn, false)
    return {}
  }),
}
