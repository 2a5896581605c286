import { createHmac } from 'node:crypto'
import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyValidationError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { base32 } from '../../domain/kernel/base32.ts'
import type { NotRepeated, Once, Run } from '../../domain/kernel/once.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { idempotencyPartition } from './keys.ts'
import { expiryAttribute, keyAttributes } from './table/indexes.ts'

type Parts = {
  readonly client: DynamoDBDocumentClient
  readonly tableName: string
  /** Which function's requests these are. */
  readonly name: string
  /** Keys the fingerprints of what was asked: a bare hash of a short body could be guessed. */
  readonly fingerprintKey: () => Promise<Uint8Array>
}

/** API Gateway gives a request up after 30 s, so whoever has not answered by then no longer runs. */
const longestRequest = 30_000

/** A request whose function died is not in progress for ever: its key is free again once nothing can still be running it. */
class Requests extends DynamoDBPersistenceLayer {
  override saveInProgress(request: Parameters<DynamoDBPersistenceLayer['saveInProgress']>[0]): Promise<void> {
    return super.saveInProgress(request, longestRequest)
  }
}

class NotKept extends Error {}

const day = 24 * 60 * 60
const config = new IdempotencyConfig({
  eventKeyJmesPath: 'key',
  payloadValidationJmesPath: 'content',
  hashFunction: 'sha256',
  expiresAfterSeconds: day,
  throwOnNoIdempotencyKey: true,
})

const requestsIn = ({ client, tableName, name }: Parts): Requests =>
  new Requests({
    tableName,
    keyAttr: keyAttributes.partition,
    sortKeyAttr: keyAttributes.sort,
    staticPkValue: idempotencyPartition(name),
    expiryAttr: expiryAttribute,
    awsSdkV3Client: client,
  })

type Fingerprint = { readonly key: string; readonly content: string }

const answerOnce = async <Answer>(
  persistenceStore: Requests,
  fingerprint: Fingerprint,
  run: () => Promise<Run<Answer>>,
): Promise<Result<Answer, NotRepeated>> => {
  // Powertools frees a key when what it runs throws: that is how an answer is given without being kept.
  let passing: Answer | undefined
  const kept = async (_fingerprint: Fingerprint): Promise<Answer> => {
    const { answer, keep } = await run()
    if (keep) return answer
    passing = answer
    throw new NotKept()
  }
  try {
    return ok(await makeIdempotent(kept, { persistenceStore, config })(fingerprint))
  } catch (error) {
    if (error instanceof NotKept && passing !== undefined) return ok(passing)
    if (error instanceof IdempotencyValidationError) return refuse({ code: 'idempotency.key_reused' })
    if (error instanceof IdempotencyAlreadyInProgressError) return refuse({ code: 'idempotency.in_progress' })
    throw error
  }
}

/** Powertools idempotency over our table. First answers are kept for a day; they hold masks, never sealed values in the clear. */
export const onceIn = (parts: Parts): Once => {
  const requests = requestsIn(parts)
  const digest = async (text: string) =>
    createHmac('sha256', await parts.fingerprintKey())
      .update(text)
      .digest()
  return {
    answer: async ({ key, content }, run) => answerOnce(requests, { key, content: (await digest(content)).toString('base64url') }, run),
    idFor: async (key) => base32(await digest(key)),
  }
}
