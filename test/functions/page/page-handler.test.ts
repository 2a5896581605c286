import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Failure } from '../../../domain/kernel/failure.ts'
import { type PageAnswer, pageHandler } from '../../../functions/page/page-handler.ts'
import { languageOf } from '../../../functions/runtime/language.ts'

const lines: string[] = []
beforeEach(() => {
  lines.length = 0
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      lines.push(String(text))
      return true
    })
})
afterEach(() => vi.restoreAllMocks())

const asked = (language: string) =>
  ({
    routeKey: 'GET /s/{token}',
    headers: { 'accept-language': language },
    requestContext: { requestId: 'trace-test' },
  }) as unknown as APIGatewayProxyEventV2
const inTime = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds }) as Context
const handlerOf = (answer: () => Promise<PageAnswer>) =>
  pageHandler({
    answer,
    busy: (language) => ({ statusCode: 503, headers: {}, body: language }),
    languageFor: ({ headers }) => languageOf(headers['accept-language']),
  })

it.each(['en', 'zh-CN'])('says in the language of whoever asked that there was no time: %s', async (language) => {
  const handler = handlerOf(() => new Promise(() => undefined))
  expect(await handler(asked(language), inTime(510))).toMatchObject({ statusCode: 503, body: language })
})

it('says that something went wrong, and the log says what', async () => {
  const handler = handlerOf(async () => {
    throw new Failure('svy_1 came to nothing', { cause: new RangeError('li.na@shunda.example') })
  })
  expect(await handler(asked('en'), inTime(10_000))).toMatchObject({ statusCode: 503, body: 'en' })
  const told = lines.filter((line) => line.includes('request failed')).map((line) => JSON.parse(line))
  expect(told).toMatchObject([
    { traceId: 'trace-test', error: { name: 'Failure', message: 'svy_1 came to nothing', causes: ['RangeError'], at: expect.any(Array) } },
  ])
  expect(lines.join('')).not.toContain('li.na')
})
