import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import { declared, kind } from '../assembly/kind.ts'
import type { JwtRule } from './authorizer.ts'
import type { Limit } from './throttle.ts'

export const apiKind = kind(
  'AWS::ApiGatewayV2::Api',
  {
    CorsConfiguration: z
      .object({
        AllowOrigins: z.array(z.string()).default([]),
        AllowMethods: z.array(z.string()).default([]),
        AllowHeaders: z.array(z.string()).default([]),
        ExposeHeaders: z.array(z.string()).default([]),
        MaxAge: z.number().optional(),
        AllowCredentials: z.boolean().default(false),
      })
      .optional(),
    ProtocolType: z.literal('HTTP').default('HTTP'),
  },
  ['Name', 'Description', 'Tags', 'DisableExecuteApiEndpoint', 'IpAddressType'],
)
const Settings = z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }).partial()
export const stageKind = kind(
  'AWS::ApiGatewayV2::Stage',
  { DefaultRouteSettings: Settings.default({}), RouteSettings: z.record(z.string(), Settings).default({}) },
  ['ApiId', 'StageName', 'AutoDeploy', 'AccessLogSettings', 'Description', 'Tags', 'DefaultRouteSettings.DetailedMetricsEnabled'],
)
export const routeKind = kind(
  'AWS::ApiGatewayV2::Route',
  {
    RouteKey: z.string(),
    Target: z.string(),
    AuthorizerId: z.string().optional(),
    AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
    AuthorizationScopes: z.array(z.string()).default([]),
  },
  ['ApiId', 'OperationName'],
)
export const integrationKind = kind(
  'AWS::ApiGatewayV2::Integration',
  {
    IntegrationUri: z.string(),
    IntegrationType: z.literal('AWS_PROXY'),
    PayloadFormatVersion: z.literal('2.0'),
    TimeoutInMillis: z.number().default(30_000),
  },
  ['ApiId', 'IntegrationMethod', 'Description'],
)
export const authorizerKind = kind(
  'AWS::ApiGatewayV2::Authorizer',
  {
    AuthorizerType: z.literal('JWT'),
    JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
    IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  },
  ['ApiId', 'Name'],
)

export type Route = {
  readonly key: string
  readonly function: string
  readonly timeoutMs: number
  readonly jwt: JwtRule | undefined
  readonly scopes: readonly string[]
  readonly limit: Limit | undefined
}
export type HttpApi = {
  readonly id: string
  readonly routes: readonly Route[]
  readonly cors: z.output<typeof apiKind.properties>['CorsConfiguration']
  /** One bucket that all routes without a limit of their own share. */
  readonly limit: Limit | undefined
}

const limitOf = ({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }: z.output<typeof Settings> = {}): Limit | undefined =>
  rate === undefined || burst === undefined ? undefined : { rate, burst }

/** The HTTP API of the deployment, if its templates have one. */
export const readApi = (assembly: Assembly): HttpApi | undefined => {
  const api = declared(assembly, apiKind)[0]
  if (!api) return undefined
  const stage = declared(assembly, stageKind)[0]
  const integrations = new Map(declared(assembly, integrationKind).map(({ ref, given }) => [`integrations/${ref}`, given]))
  const rules = new Map(
    declared(assembly, authorizerKind).map(({ ref, given: { JwtConfiguration: jwt } }) => [
      ref,
      { issuer: jwt.Issuer, audience: jwt.Audience },
    ]),
  )
  const routes = declared(assembly, routeKind).map(({ id, given }) => {
    const integration = integrations.get(given.Target)
    if (!integration) throw new Error(`Route ${given.RouteKey} (${id}) has no integration`)
    const jwt = given.AuthorizationType === 'JWT' ? rules.get(given.AuthorizerId ?? '') : undefined
    if (given.AuthorizationType === 'JWT' && !jwt) throw new Error(`Route ${given.RouteKey} (${id}) has no authorizer`)
    const limit = limitOf(stage?.given.RouteSettings[given.RouteKey])
    return {
      key: given.RouteKey,
      function: integration.IntegrationUri,
      timeoutMs: integration.TimeoutInMillis,
      jwt,
      scopes: given.AuthorizationScopes,
      limit,
    }
  })
  return { id: api.ref, routes, cors: api.given.CorsConfiguration, limit: limitOf(stage?.given.DefaultRouteSettings) }
}
