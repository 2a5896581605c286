import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deriveKey } from '../../../adapters/vault/derive.ts'
import { VaultUnavailable } from '../../../domain/kernel/care/vault.ts'
import { derivingKeyArn, type Engines, startEngines } from './engines.ts'

let engines: Engines
beforeAll(async () => {
  engines = await startEngines()
})
afterAll(() => engines.stop())

it('gives 32 bytes that are the same in every process and under every name of the key, and others for another purpose', async () => {
  const key = await deriveKey(engines.kmsClient(), derivingKeyArn, 'lading:cursor:v1')
  expect(key).toHaveLength(32)
  expect(await deriveKey(engines.kmsClient(), 'alias/deriving', 'lading:cursor:v1')).toEqual(key)
  expect(await deriveKey(engines.kmsClient(), derivingKeyArn, 'lading:cursor:v2')).not.toEqual(key)
})

it('asks once a purpose', async () => {
  const kms = engines.kmsClient()
  const before = engines.kms.calls()['GenerateMac'] ?? 0
  await Promise.all(['a', 'a', 'b'].map((purpose) => deriveKey(kms, derivingKeyArn, purpose)))
  await deriveKey(kms, derivingKeyArn, 'a')
  expect(engines.kms.calls()['GenerateMac']).toBe(before + 2)
})

it('does not remember that the key service was down', async () => {
  const kms = engines.kmsClient()
  await kms.send(new DisableKeyCommand({ KeyId: derivingKeyArn }))
  await expect(deriveKey(kms, derivingKeyArn, 'lading:later:v1')).rejects.toThrow(VaultUnavailable)
  await kms.send(new EnableKeyCommand({ KeyId: derivingKeyArn }))
  expect(await deriveKey(kms, derivingKeyArn, 'lading:later:v1')).toHaveLength(32)
})
