import type { Context, SQSEvent, SQSRecord } from 'aws-lambda'
import { afterEach, expect, test, vi } from 'vitest'
import { Failure } from '../../../domain/kernel/failure.ts'
import { eachMessage } from '../../../functions/queue/each-message.ts'
import { jobHandler } from '../../../functions/queue/job.ts'

afterEach(() => vi.restoreAllMocks())

const record = (messageId: string, body = messageId) =>
  ({ messageId, body, attributes: {}, eventSource: 'aws:sqs' }) as unknown as SQSRecord

/** What is logged while `run` runs, as it stands in the log, and as what was told of failures. */
const logged = async (run: () => Promise<void>) => {
  const lines: string[] = []
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      lines.push(String(text))
      return true
    })
  await run()
  const told = lines.filter((line) => line.includes('a message failed')).map((line) => JSON.parse(line))
  return { text: lines.join(''), told }
}

test('a message that fails comes again by itself, and the log says where it failed and nothing of what it was about', async () => {
  const handler = eachMessage(async ({ body }) => {
    if (body === 'bad') throw new RangeError('li.na@shunda.example is too far')
  })
  const { told, text } = await logged(async () => {
    const answer = await handler({ Records: [record('good'), record('bad')] } as SQSEvent, {} as Context)
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] })
  })
  expect(told).toMatchObject([
    {
      level: 'ERROR',
      traceId: 'bad',
      error: { name: 'RangeError', at: expect.arrayContaining([expect.stringContaining('each-message.test')]) },
    },
  ])
  expect(text).not.toContain('li.na@shunda.example')
})

const notice = {
  id: 'evt_01M83H05D4Q2TZ9E79PWKM4X16',
  type: 'customer.renamed',
  schema: 1,
  at: '2026-11-22T08:00:00.000Z',
  actor: { id: 'usr_1', roles: ['sales'] },
  subject: { kind: 'customer', id: 'cus_1' },
  version: 2,
  about: ['cus_1'],
  traceId: 'the-request',
}

test('the log of a job names the event that it failed at and the request that it began with, and what follows belongs to that request', async () => {
  const traces: string[] = []
  const handler = jobHandler({
    happened: async ({ subject }, { traceId }) => {
      traces.push(traceId)
      throw new Failure(`${subject.id} could not be followed`)
    },
    due: {
      reminder: async (id, { traceId }) => {
        traces.push(traceId)
        throw new Failure(`${id} could not fall due`)
      },
    },
  })
  const due = { kind: 'reminder', id: 'rem_1', at: '2026-11-22T08:00:00.000Z' }
  const { told } = await logged(async () => {
    const Records = [record('m1', JSON.stringify(notice)), record('m2', JSON.stringify(due))]
    await handler({ Records } as SQSEvent, {} as Context)
  })
  expect(traces.sort()).toEqual(['m2', 'the-request'])
  expect(told).toHaveLength(2)
  expect(told).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: notice.id, type: 'customer.renamed', traceId: 'the-request' }),
      expect.objectContaining({ id: 'rem_1', kind: 'reminder', traceId: 'm2' }),
    ]),
  )
  expect(told.map(({ error }) => error.message).sort()).toEqual(['cus_1 could not be followed', 'rem_1 could not fall due'])
})
