import { Validations } from 'aws-cdk-lib'
import { type HttpApi, HttpMethod, HttpRoute, HttpRouteKey, type HttpStage, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import * as z from 'zod'
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts'

/** What the stack needs to know of a route record. */
type RouteTable = Readonly<Record<string, { readonly permission: string }>>
/** Where resources are mounted. */
export type Gateway = {
  readonly api: HttpApi
  readonly stage: HttpStage
  readonly authorizer: IHttpRouteAuthorizer
  /** Holds a route that is open to everyone to a rate of its own. */
  readonly limit: (route: HttpRoute) => void
}
type HttpResourceProps = ServiceFunctionProps & { readonly gateway: Gateway; readonly routes: RouteTable }

const Method = z.enum(HttpMethod)

/**
 * One resource of the API: its routes, read off the route records, and the function that serves them all. It can stand in
 * any stack, so a noun moves to a stack of its own by being constructed there.
 */
export class HttpResource extends Construct {
  readonly worker: ServiceFunction
  readonly integration: HttpLambdaIntegration

  constructor(scope: Construct, id: string, { gateway, routes, ...props }: HttpResourceProps) {
    super(scope, id)
    this.worker = new ServiceFunction(this, 'Handler', props)
    // One permission for the function, bound to this API: a second list of routes would allow nothing less.
    this.integration = new HttpLambdaIntegration('Integration', this.worker, { scopePermissionToRoute: false })
    for (const [key, { permission }] of Object.entries(routes)) {
      const [method, path = ''] = key.split(' ')
      const isPublic = permission === 'public'
      const route = new HttpRoute(this, key.replaceAll('/', ':'), {
        httpApi: gateway.api,
        routeKey: HttpRouteKey.with(path, Method.parse(method)),
        integration: this.integration,
        ...(isPublic ? {} : { authorizer: gateway.authorizer }),
      })
      if (!isPublic) continue
      acknowledgePublic(route, key)
      gateway.limit(route)
    }
  }
}

/** A route that is open to everyone is one that a reviewer was told of. */
export const acknowledgePublic = (route: HttpRoute, key: string): void =>
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason: `${key} is for callers without an account: its route record says "public", and it answers with no record of anybody.`,
  })
