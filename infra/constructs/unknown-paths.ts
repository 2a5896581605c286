import { HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { Construct } from 'constructs'
import { acknowledgePublic, type Gateway, type HttpResource } from './http-resource.ts'

type UnknownPathsProps = { readonly gateway: Gateway; readonly answeredBy: HttpResource }

/**
 * Lets a function say that there is no such operation, in the words of every other refusal, where API Gateway would say it in its own.
 * What no route matches is a slip of a caller or a scanner's guess, and is held to a limit of its own.
 */
export class UnknownPaths extends Construct {
  constructor(scope: Construct, id: string, { gateway, answeredBy }: UnknownPathsProps) {
    super(scope, id)
    const route = new HttpRoute(this, 'Route', {
      httpApi: gateway.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: answeredBy.integration,
    })
    acknowledgePublic(route, HttpRouteKey.DEFAULT.key)
    gateway.limit(route)
  }
}
