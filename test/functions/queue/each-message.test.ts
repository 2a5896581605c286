import type { Context, SQSEvent, SQSRecord } from 'aws-lambda'
import { afterEach, expect, test, vi } from 'vitest'
import { eachMessage } from '../../../functions/queue/each-message.ts'

afterEach(() => vi.restoreAllMocks())

const record = (messageId: string) => ({ messageId, body: messageId, attributes: {}, eventSource: 'aws:sqs' }) as unknown as SQSRecord

test('a message that fails comes again by itself, and the log says where it failed and nothing of what it was about', async () => {
  const lines: string[] = []
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      lines.push(String(text))
      return true
    })
  const handler = eachMessage(async ({ body }) => {
    if (body === 'bad') throw new RangeError('li.na@shunda.example is too far')
  })
  const answer = await handler({ Records: [record('good'), record('bad')] } as SQSEvent, {} as Context)
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] })
  const told = lines.filter((line) => line.includes('a message failed')).map((line) => JSON.parse(line))
  expect(told).toMatchObject([
    {
      level: 'ERROR',
      traceId: 'bad',
      error: { name: 'RangeError', at: expect.arrayContaining([expect.stringContaining('each-message.test')]) },
    },
  ])
  expect(lines.join('')).not.toContain('li.na@shunda.example')
})
