import { KMSClient } from '@aws-sdk/client-kms'
import { expect, test } from 'vitest'
import { wrapping } from '../../adapters/vault/wrapping.ts'
import { identityStatements, resourceStatements } from './statements.ts'
import { synthesize } from './synthesis.ts'

const synthesis = synthesize('prod')

/** What the vault asks of KMS when it makes a subject's key. */
const askedOfKms = async (): Promise<unknown> => {
  const kms = new KMSClient({ region: 'eu-central-1' })
  const asked: unknown[] = []
  const answer = { $metadata: {}, Plaintext: new Uint8Array(32), CiphertextBlob: new Uint8Array(64) }
  kms.middlewareStack.add(
    () =>
      async ({ input }) => {
        asked.push(input)
        return { output: answer, response: {} }
      },
    { step: 'initialize' },
  )
  await wrapping(kms, 'key').make('cus_1')
  return asked[0]
}

test('KMS lets the sealing key be used for the one purpose that the vault names', async () => {
  const asked = await askedOfKms()
  const statements = [...identityStatements(synthesis), ...resourceStatements(synthesis)]
  // The keys of the two buckets are for their files, which S3 seals: the vault has nothing to do with them.
  const admitted = statements
    .filter(
      ({ Action, holder, resources }) =>
        Action.includes('kms:Decrypt') && ![holder, ...resources].some((name) => /FilesKey|DoorKey/.test(name)),
    )
    .map(({ Condition }) => Condition['StringEquals'])
  expect(admitted.length).toBeGreaterThan(2)
  for (const one of admitted) expect(asked).toMatchObject({ EncryptionContext: { purpose: one?.['kms:EncryptionContext:purpose'] } })
})

test('a key is found and put, and that is all: no function changes one in place, lists them or takes one away', () => {
  const about = identityStatements(synthesis).filter(({ resources }) => resources.some((name) => name.includes('VaultKeyStore')))
  const actions = new Set(about.flatMap(({ Action }) => Action))
  expect(actions).toEqual(new Set(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DescribeTable']))
})
