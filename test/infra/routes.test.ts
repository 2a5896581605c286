import { expect, test } from 'vitest'
import { publicLimit } from '../../infra/public-limits.ts'
import { synthesize } from './synthesis.ts'

const { all, templates } = synthesize('prod', { machines: 'Tms:customers:read' })
const routes = all('AWS::ApiGatewayV2::Route').map(({ properties }) => ({
  key: String(properties['RouteKey']),
  guarded: properties['AuthorizationType'] === 'JWT' && properties['AuthorizerId'] !== undefined,
}))

test('only what says nothing about anybody, pages behind a signed link, and the doors of the desk, are open to callers without a token', () => {
  const open = routes.filter(({ guarded }) => !guarded).map(({ key }) => key)
  expect(open.sort()).toEqual([
    '$default',
    'GET /c/{token}',
    'GET /calendar/{token}',
    'GET /contact',
    'GET /docs',
    'GET /docs/page.js',
    'GET /docs/swagger-ui-bundle.js',
    'GET /docs/swagger-ui.css',
    'GET /doors/wechat',
    'GET /healthz',
    'GET /openapi.json',
    'GET /s/{token}',
    'GET /u/{token}',
    'POST /c/{token}',
    'POST /contact',
    'POST /doors/phone',
    'POST /doors/wechat',
    'POST /s/{token}',
    'POST /u/{token}',
  ])
  expect(routes.length).toBeGreaterThan(10)
})

test('the gate knows the tokens of people and of the machines that were named', () => {
  const [authorizer] = all('AWS::ApiGatewayV2::Authorizer')
  expect(authorizer?.properties['JwtConfiguration']).toMatchObject({
    Audience: [{ 'Fn::ImportValue': expect.stringContaining('PeopleWeb') }, { 'Fn::ImportValue': expect.stringContaining('PeopleTms') }],
  })
})

test('the access log names the route and never the path, the query, the address or the token', () => {
  const [stage] = all('AWS::ApiGatewayV2::Stage')
  const line = JSON.stringify(stage?.properties['AccessLogSettings'])
  expect(line).toContain('$context.routeKey')
  expect(line).not.toMatch(/context\.(path|identity|authorizer\.claims)|querystring|protocol|domain/)
  expect(stage?.properties['DefaultRouteSettings']).toMatchObject({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 })
})

test('whatever is open without a token has a limit of its own, below that of all, which the stage takes once the route is there', () => {
  const [stage] = all('AWS::ApiGatewayV2::Stage')
  const open = all('AWS::ApiGatewayV2::Route').filter(({ properties }) => properties['AuthorizationType'] !== 'JWT')
  const settings: Readonly<Record<string, { ThrottlingRateLimit: number; ThrottlingBurstLimit: number }>> = JSON.parse(
    JSON.stringify(stage?.properties['RouteSettings']),
  )
  expect(Object.keys(settings).sort()).toEqual(open.map(({ properties }) => String(properties['RouteKey'])).sort())
  for (const { ThrottlingRateLimit, ThrottlingBurstLimit } of Object.values(settings)) {
    expect(ThrottlingRateLimit).toBeLessThanOrEqual(50)
    expect(ThrottlingBurstLimit).toBeLessThanOrEqual(100)
    expect(ThrottlingRateLimit).toBeGreaterThanOrEqual(1)
  }
  expect(settings['$default']).toEqual({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 })
  expect(settings['POST /contact']).toEqual({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 })
  const { DependsOn } = templates.get(stage?.stack ?? '')?.Resources[stage?.id ?? ''] ?? {}
  expect([DependsOn].flat().sort()).toEqual(open.map(({ id }) => id).sort())
})

test('a door that nobody has thought of a limit for is not opened, and a small deployment lets somebody through', () => {
  expect(() => publicLimit('GET /pictures/{token}', { requestsPerSecond: 200, burst: 400 })).toThrow('has no limit of its own')
  expect(publicLimit('GET /openapi.json', { requestsPerSecond: 1, burst: 2 })).toEqual({ ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 })
})

test('nobody signs up by themselves, and a second factor is on offer', () => {
  const [pool] = all('AWS::Cognito::UserPool')
  expect(pool?.properties).toMatchObject({
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    MfaConfiguration: 'OPTIONAL',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
  })
})
