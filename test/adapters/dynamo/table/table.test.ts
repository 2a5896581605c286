import { type BatchStatementErrorCodeEnum, DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { absent } from '../../../../adapters/dynamo/table/conditions.ts'
import { Table } from '../../../../adapters/dynamo/table/table.ts'

/** Only for what no engine can be made to show: contention, throttling and half an answer. */
const faulty = mockClient(DynamoDBDocumentClient)
const table = new Table(DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' })), 'lading')
beforeEach(() => void faulty.reset())

const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({ message: '', $metadata: {}, CancellationReasons: codes.map((Code) => ({ Code })) })
const write = () => table.transact([table.put({ pk: 'a', sk: 'b' })])

describe('a transaction', () => {
  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded', 'RequestLimitExceeded'])(
    'tries again after %s, which passes by itself',
    async (code) => {
      faulty.on(TransactWriteCommand).rejectsOnce(cancelled('None', code)).resolves({})
      expect(await write()).toEqual({ ok: true, value: undefined })
      expect(faulty.commandCalls(TransactWriteCommand)).toHaveLength(2)
    },
  )

  it('says that the table is busy when it does not pass', async () => {
    faulty.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'))
    await expect(write()).rejects.toMatchObject({ name: 'TableBusy' })
    expect(faulty.commandCalls(TransactWriteCommand)).toHaveLength(6)
  })

  it('with an unmet condition is not tried again, whatever else stood in its way', async () => {
    faulty.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'ConditionalCheckFailed'))
    expect(await write()).toEqual({ ok: false, error: [{ at: 1, item: undefined }] })
    expect(faulty.commandCalls(TransactWriteCommand)).toHaveLength(1)
  })

  it('that is wrong in itself fails at once', async () => {
    faulty.on(TransactWriteCommand).rejects(cancelled('ValidationError'))
    await expect(write()).rejects.toBeInstanceOf(TransactionCanceledException)
    expect(faulty.commandCalls(TransactWriteCommand)).toHaveLength(1)
  })
})

describe('changing an attribute of each', () => {
  const changes = ['a', 'b', 'c'].map((pk) => ({ key: { pk, sk: 'STATE' }, seen: '1', next: '2' }))
  const failed = (...codes: readonly (BatchStatementErrorCodeEnum | undefined)[]) => ({
    Responses: codes.map((Code) => (Code ? { Error: { Code } } : {})),
  })
  const asked = () => faulty.commandCalls(BatchExecuteStatementCommand).map(({ args: [{ input }] }) => input.Statements ?? [])

  it('asks again for what passes by itself, and lets be what is another by now', async () => {
    faulty
      .on(BatchExecuteStatementCommand)
      .resolvesOnce(failed('ConditionalCheckFailed', 'ThrottlingError', undefined))
      .resolves(failed(undefined))
    await table.changeEach('dueKey', changes)
    expect(asked().map((statements) => statements.map(({ Parameters = [] }) => Parameters[1]))).toEqual([['a', 'b', 'c'], ['b']])
  })

  it('says that the table is busy when one does not pass, and fails at once on what is wrong in itself', async () => {
    faulty.on(BatchExecuteStatementCommand).resolves(failed('TransactionConflict', undefined, undefined))
    await expect(table.changeEach('dueKey', changes)).rejects.toMatchObject({ name: 'TableBusy' })
    faulty.reset()
    faulty.on(BatchExecuteStatementCommand).resolves(failed(undefined, 'AccessDenied', undefined))
    await expect(table.changeEach('dueKey', changes)).rejects.toThrow('AccessDenied')
    expect(asked()).toHaveLength(1)
  })
})

describe('reading many', () => {
  const keys = ['a', 'b', 'c'].map((pk) => ({ pk, sk: 'STATE' }))
  const [a, b, c] = keys.map((key) => ({ ...key, seen: true }))

  it('asks again for what was left out, and answers in the order that was asked', async () => {
    faulty
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { lading: [c ?? {}] }, UnprocessedKeys: { lading: { Keys: keys.slice(0, 2) } } })
      .resolves({ Responses: { lading: [b ?? {}, a ?? {}] } })
    expect(await table.getMany(keys)).toEqual([a, b, c])
  })

  it('never gives half an answer: the table is busy when the rest does not come', async () => {
    faulty.on(BatchGetCommand).resolves({ Responses: { lading: [a ?? {}] }, UnprocessedKeys: { lading: { Keys: keys.slice(1) } } })
    await expect(table.getMany(keys)).rejects.toMatchObject({ name: 'TableBusy' })
  })
})

describe('what is asked for within one turn', () => {
  const at = (pk: string) => ({ pk, sk: 'STATE' })
  const asked = () =>
    faulty.commandCalls(BatchGetCommand).map(({ args: [{ input }] }) => input.RequestItems?.['lading']?.Keys?.map(({ pk }) => pk))
  const committed = () =>
    faulty.commandCalls(TransactWriteCommand).map(({ args: [{ input }] }) => input.TransactItems?.map(({ Put }) => Put?.Item?.['pk']))
  const writeAt = (pk: string) => table.transact([table.put(at(pk), absent)])

  it('of reads, is one request that names each key once; a read by itself is a plain one', async () => {
    faulty
      .on(BatchGetCommand)
      .resolves({ Responses: { lading: [] } })
      .on(GetCommand)
      .resolves({})
    await Promise.all(['a', 'b', 'a'].map((pk) => table.get(at(pk))))
    await Promise.all(['c', 'c'].map((pk) => table.get(at(pk))))
    expect(asked()).toEqual([['a', 'b']])
    expect(faulty.commandCalls(GetCommand)).toHaveLength(1)
  })

  it('of queries, is one request for those who ask the same, and the answer or the failure is theirs', async () => {
    const items = [at('a')]
    faulty.on(QueryCommand).resolves({ Items: items }).on(QueryCommand, { Limit: 2 }).rejects(new Error('no such index'))
    const [one, same, other] = await Promise.allSettled([
      table.query({ partition: 'a' }),
      table.query({ partition: 'a' }),
      table.query({ partition: 'a', limit: 2 }),
    ])
    expect([one, same]).toMatchObject(Array.from({ length: 2 }, () => ({ status: 'fulfilled', value: { items } })))
    expect(other).toMatchObject({ status: 'rejected', reason: { message: 'no such index' } })
    expect(faulty.commandCalls(QueryCommand)).toHaveLength(2)
  })

  it('of additions to one item, is one write of it; what else stands there must be the same', async () => {
    faulty.on(TransactWriteCommand).resolves({})
    const counted = (pk: string, of: string) => table.transact([table.put(at(pk), absent), table.add(at('cell'), { of }, { n: 1 })])
    await Promise.all([counted('a', 'east'), counted('b', 'east'), counted('c', 'west')])
    const written = faulty
      .commandCalls(TransactWriteCommand)
      .map(({ args: [{ input }] }) =>
        input.TransactItems?.map(({ Put, Update }) => Put?.Item?.['pk'] ?? Object.values(Update?.ExpressionAttributeValues ?? {})),
      )
    expect(written).toEqual([
      ['a', ['east', 2], 'b'],
      ['c', ['west', 1]],
    ])
  })

  it('of transactions, is one request; two of one item go one after the other', async () => {
    faulty.on(TransactWriteCommand).resolves({})
    await Promise.all(['a', 'b', 'a'].map(writeAt))
    expect(committed()).toEqual([['a', 'b'], ['a']])
  })

  it('when one is refused, the others are tried again by themselves', async () => {
    const refused = new TransactionCanceledException({
      message: '',
      $metadata: {},
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
    })
    faulty.on(TransactWriteCommand).rejectsOnce(refused).rejectsOnce(refused).resolves({})
    expect(await Promise.all(['a', 'b'].map(writeAt))).toEqual([
      { ok: false, error: [{ at: 0, item: undefined }] },
      { ok: true, value: undefined },
    ])
    expect(committed()).toEqual([['a', 'b'], ['a'], ['b']])
  })

  it('when nobody knows what became of them, all fail and none is tried again', async () => {
    faulty.on(TransactWriteCommand).rejects(new Error('socket hang up'))
    const settled = await Promise.allSettled(['a', 'b'].map(writeAt))
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(committed()).toHaveLength(1)
  })
})
