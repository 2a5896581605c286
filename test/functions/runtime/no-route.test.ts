import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { dispatch } from '../../../functions/runtime/dispatch.ts'

const event = (method: string, headers: Record<string, string> = {}) =>
  ({
    routeKey: '$default',
    rawPath: '/v1/nowhere/usr_secret',
    headers,
    requestContext: { requestId: 'trace-1', http: { method } },
  }) as unknown as APIGatewayProxyEventV2WithJWTAuthorizer

const answer = dispatch({}, { ports: {} })
const fromPage = { origin: 'http://localhost:5173' }

describe('what is no operation', () => {
  it.each([
    ['en', 'There is no such operation'],
    ['zh-CN', '没有此接口'],
  ])('is said to be none in %s, and nothing of the path is said again', async (language, title) => {
    const { status, headers, body } = await answer(event('GET', { 'accept-language': language, authorization: 'Bearer nonsense' }))
    expect([status, headers['content-type'], headers['content-language']]).toEqual([404, 'application/problem+json', language])
    expect(body).toMatchObject({ code: 'route.not_found', status: 404, title, traceId: 'trace-1' })
    expect(JSON.stringify(body)).not.toContain('usr_secret')
  })

  it('lets a preflight succeed that API Gateway passed on, and nothing that only looks like one', async () => {
    const asking = { ...fromPage, 'access-control-request-method': 'PATCH' }
    expect(await answer(event('OPTIONS', asking))).toMatchObject({ status: 204, body: '' })
    expect(await answer(event('OPTIONS', fromPage))).toMatchObject({ status: 404 })
    expect(await answer(event('GET', asking))).toMatchObject({ status: 404 })
  })
})
