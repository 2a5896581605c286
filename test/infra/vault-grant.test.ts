import { KMSClient } from '@aws-sdk/client-kms'
import { expect, test } from 'vitest'
import { wrapping } from '../../adapters/vault/wrapping.ts'
import { identityStatements, resourceStatements } from './statements.ts'
import { synthesize } from './synthesis.ts'

/** What the vault sends to KMS when it makes a subject's key. */
const askedOf = async (): Promise<unknown> => {
  let asked: unknown
  const requestHandler = {
    handle: async ({ body }: { body: string }) => {
      asked = JSON.parse(body)
      throw new Error('seen enough')
    },
  }
  const kms = new KMSClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler,
    maxAttempts: 1,
  })
  await expect(wrapping(kms, 'key').make('cus_1')).rejects.toThrow()
  return asked
}

test('KMS lets the sealing key be used for the one purpose that the vault names', async () => {
  const synthesis = synthesize('prod')
  const statements = [...identityStatements(synthesis), ...resourceStatements(synthesis)]
  const purposes = statements.filter(({ Action }) => Action.includes('kms:Decrypt')).map(({ Condition }) => Condition['StringEquals'])
  expect(purposes).toHaveLength(3)
  for (const purpose of purposes) {
    expect(await askedOf()).toMatchObject({ EncryptionContext: { purpose: purpose?.['kms:EncryptionContext:purpose'] } })
  }
})
