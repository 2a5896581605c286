import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DecryptCommand,
  DescribeKeyCommand,
  DisabledException,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateMacCommand,
  IncorrectKeyException,
  InvalidCiphertextException,
  InvalidKeyUsageException,
  KMSClient,
  KMSInvalidMacException,
  NotFoundException,
  ReEncryptCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DeclaredKey } from '../../../local/engines/kms/key-file.ts'
import { type Kms, startKms } from '../../../local/engines/kms/kms.ts'

const arn = (id: string) => `arn:aws:kms:eu-west-1:000000000000:key/${id}`
const keys = [
  { arn: arn('sealing'), spec: 'SYMMETRIC_DEFAULT', alias: 'alias/sealing' },
  { arn: arn('other'), spec: 'SYMMETRIC_DEFAULT' },
  { arn: arn('deriving'), spec: 'HMAC_256' },
] as const
const KeyId = arn('sealing')
const Plaintext = Buffer.from('a key of keys')
const EncryptionContext = { table: 'lading', id: 'cus_1' }

let folder: string
let kms: Kms
let client: KMSClient
const start = async (declared: readonly DeclaredKey[] = keys) => {
  kms = await startKms({ dataDir: folder, port: 0, keys: declared })
  client = new KMSClient({
    endpoint: kms.url,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lading-kms-'))
  await start()
})
afterEach(async () => {
  await kms.stop()
  await rm(folder, { recursive: true })
})
const encrypt = () => client.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }))

it('decrypts what it encrypted, in whatever order the context is given', async () => {
  const { CiphertextBlob } = await encrypt()
  const answer = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { id: 'cus_1', table: 'lading' } }))
  expect(answer).toMatchObject({ KeyId, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT', Plaintext: Uint8Array.from(Plaintext) })
})

it.each([
  ['another context', { EncryptionContext: { ...EncryptionContext, id: 'cus_2' } }, InvalidCiphertextException],
  ['no context', { EncryptionContext: {} }, InvalidCiphertextException],
  ['another key', { EncryptionContext, KeyId: arn('other') }, IncorrectKeyException],
  ['a key that is not there', { EncryptionContext, KeyId: arn('lost') }, NotFoundException],
])('does not decrypt under %s', async (_, wrong, refusal) => {
  const { CiphertextBlob } = await encrypt()
  await expect(client.send(new DecryptCommand({ CiphertextBlob, ...wrong }))).rejects.toThrow(refusal)
})

it('does not decrypt what was changed, cut off or made up', async () => {
  const blob = (await encrypt()).CiphertextBlob ?? new Uint8Array()
  const flipped = (at: number) => Uint8Array.from(blob, (byte, i) => (i === at ? byte ^ 1 : byte))
  const forgeries = [
    flipped(0),
    flipped(blob.length - 1),
    flipped(blob.length - 20),
    blob.subarray(0, blob.length - 1),
    blob.subarray(0, 1),
    Buffer.from('made up'),
  ]
  for (const CiphertextBlob of forgeries)
    await expect(client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))).rejects.toThrow(InvalidCiphertextException)
})

it('makes data keys that it can unwrap, each one new', async () => {
  const make = () => client.send(new GenerateDataKeyCommand({ KeyId: 'alias/sealing', KeySpec: 'AES_256', EncryptionContext }))
  const [one, two] = [await make(), await make()]
  expect(one.Plaintext).toHaveLength(32)
  expect(one.Plaintext).not.toEqual(two.Plaintext)
  const { Plaintext: unwrapped } = await client.send(new DecryptCommand({ CiphertextBlob: one.CiphertextBlob, EncryptionContext }))
  expect(unwrapped).toEqual(one.Plaintext)
  const hidden = await client.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId: 'sealing', NumberOfBytes: 24 }))
  expect(hidden).not.toHaveProperty('Plaintext')
  expect((await client.send(new DecryptCommand({ CiphertextBlob: hidden.CiphertextBlob }))).Plaintext).toHaveLength(24)
})

it('encrypts again under another key and context', async () => {
  const { CiphertextBlob } = await encrypt()
  const moved = await client.send(
    new ReEncryptCommand({
      CiphertextBlob,
      SourceEncryptionContext: EncryptionContext,
      DestinationKeyId: arn('other'),
      DestinationEncryptionContext: { moved: 'yes' },
    }),
  )
  expect(moved).toMatchObject({ SourceKeyId: KeyId, KeyId: arn('other') })
  const command = new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob, EncryptionContext: { moved: 'yes' } })
  expect(Buffer.from((await client.send(command)).Plaintext ?? [])).toEqual(Plaintext)
})

it('makes the same MAC for the same message, and tells a false one', async () => {
  const message = { KeyId: arn('deriving'), Message: Buffer.from('lading:purpose:v1'), MacAlgorithm: 'HMAC_SHA_256' } as const
  const { Mac } = await client.send(new GenerateMacCommand(message))
  expect((await client.send(new GenerateMacCommand(message))).Mac).toEqual(Mac)
  expect((await client.send(new VerifyMacCommand({ ...message, Mac }))).MacValid).toBe(true)
  await expect(client.send(new VerifyMacCommand({ ...message, Mac: Buffer.alloc(32) }))).rejects.toThrow(KMSInvalidMacException)
})

it('uses a key for its own purpose only', async () => {
  await expect(client.send(new EncryptCommand({ KeyId: arn('deriving'), Plaintext }))).rejects.toThrow(InvalidKeyUsageException)
  await expect(client.send(new GenerateMacCommand({ KeyId, Message: Plaintext, MacAlgorithm: 'HMAC_SHA_256' }))).rejects.toThrow(
    InvalidKeyUsageException,
  )
})

it('holds a key disabled that its template disables', async () => {
  await kms.stop()
  await start([{ ...keys[0], enabled: false }])
  await expect(encrypt()).rejects.toThrow(DisabledException)
})

it('refuses a disabled key until it is enabled, also after a restart', async () => {
  await client.send(new DisableKeyCommand({ KeyId }))
  await expect(encrypt()).rejects.toThrow(DisabledException)
  await kms.stop()
  await start()
  await expect(encrypt()).rejects.toThrow(DisabledException)
  expect((await client.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata).toMatchObject({ KeyState: 'Disabled', Enabled: false })
  await client.send(new EnableKeyCommand({ KeyId }))
  expect((await encrypt()).KeyId).toBe(KeyId)
})

it.each(['alias/sealing', 'sealing', arn('sealing'), 'arn:aws:kms:eu-west-1:000000000000:alias/sealing'])(
  'knows a key as %s',
  async (name) => {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: name }))
    expect(KeyMetadata).toMatchObject({ Arn: KeyId, KeyId: 'sealing', KeyUsage: 'ENCRYPT_DECRYPT', CreationDate: expect.any(Date) })
  },
)

it('keeps its keys over a restart, in a file that only the owner may read', async () => {
  const { CiphertextBlob } = await encrypt()
  await kms.stop()
  await start()
  const answer = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))
  expect(Buffer.from(answer.Plaintext ?? [])).toEqual(Plaintext)
  expect((await stat(join(folder, 'kms-keys.json'))).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(join(folder, 'kms-keys.json'), 'utf8')).keys).toHaveLength(keys.length)
})

it('counts its calls, and names what it does not offer or cannot read', async () => {
  await encrypt()
  await encrypt()
  const ask = async (target: string, body: string) => {
    const answer = await fetch(kms.url, { method: 'POST', headers: { 'x-amz-target': `TrentService.${target}` }, body })
    return [answer.status, await answer.json()]
  }
  expect(await ask('CreateGrant', '{}')).toMatchObject([400, { __type: 'UnknownOperationException' }])
  expect(await ask('toString', '{}')).toMatchObject([400, { __type: 'UnknownOperationException' }])
  expect(await ask('Encrypt', '{"KeyId":')).toMatchObject([400, { __type: 'SerializationException' }])
  expect(await ask('Encrypt', '{"KeyId":1}')).toMatchObject([400, { __type: 'ValidationException' }])
  expect(kms.calls()).toEqual({ Encrypt: 4 })
})
