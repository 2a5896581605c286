import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  CfnRoute,
  CfnStage,
  CorsHttpMethod,
  HttpApi,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { House } from '../house.ts'
import { publicLimit } from '../public-limits.ts'
import type { Directory } from './directory.ts'
import { HouseAlarm } from './house-alarm.ts'

/** What is kept of a request: the route and never the path, no address, no query, no token, so no person can be read out of it. */
const accessLine = JSON.stringify({
  at: '$context.requestTimeEpoch',
  requestId: '$context.requestId',
  traceId: '$context.integration.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  integrationMs: '$context.integrationLatency',
  bytes: '$context.responseLength',
  error: '$context.error.responseType',
  authorizerError: '$context.authorizer.error',
})

/** The door: an HTTP API that knows the directory's tokens, holds the rate, and writes a line a request. */
export class HttpGateway extends Construct {
  readonly api: HttpApi
  readonly stage: HttpStage
  readonly authorizer: HttpUserPoolAuthorizer
  readonly #house: House
  readonly #limits: Record<string, object> = {}

  constructor(scope: Construct, id: string, { house, directory }: { house: House; directory: Directory }) {
    super(scope, id)
    this.#house = house
    const { webOrigins } = house.settings
    this.api = new HttpApi(this, 'Api', {
      apiName: `lading-${house.settings.stage}`,
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: webOrigins,
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PATCH],
        allowHeaders: ['authorization', 'content-type', 'accept-language', 'if-match', 'idempotency-key'],
        exposeHeaders: ['etag', 'retry-after', 'location'],
        maxAge: Duration.hours(1),
      },
    })
    this.authorizer = new HttpUserPoolAuthorizer('People', directory.pool, { userPoolClients: [...directory.clients] })
    this.stage = this.publish(house)
    this.watch(house)
  }

  /** Holds a route that is open to everyone to a rate of its own. It has to stand in the gateway's stack. */
  limit(route: HttpRoute): void {
    const [rule, stage] = [route.node.defaultChild, this.stage.node.defaultChild]
    if (!(rule instanceof CfnRoute && stage instanceof CfnStage)) throw new Error(`${this.node.path} has no route or no stage to limit`)
    this.#limits[rule.routeKey] = publicLimit(rule.routeKey, this.#house.settings)
    stage.routeSettings = { ...this.#limits }
    // A stage does not take the settings of a route that is not there yet.
    stage.addResourceDependency(rule)
  }

  private publish({ settings: { stage, requestsPerSecond, burst } }: House): HttpStage {
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: stage === 'prod' ? RetentionDays.THREE_MONTHS : RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: burst },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: AccessLogFormat.custom(accessLine) },
    })
  }

  private watch(house: House): void {
    new HouseAlarm(this, 'ServerErrors', {
      house,
      impact: 'Staff and connected systems get an error instead of an answer',
      metric: this.api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 1,
      first: 'find the route with status 5xx in the access log, then its function',
      runbook: 'server-errors',
    })
  }
}
