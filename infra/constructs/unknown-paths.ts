import { CfnRoute, CfnStage, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { Construct } from 'constructs'
import { acknowledgePublic, type Gateway, type HttpResource } from './http-resource.ts'

/** What no route matches is a slip of a caller or a scanner's guess: a limit of its own keeps either from taking the rate of those who work. */
const limit = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 50 }

type UnknownPathsProps = { readonly gateway: Gateway; readonly answeredBy: HttpResource }

/** Lets a function say that there is no such operation, in the words of every other refusal, where API Gateway would say it in its own. */
export class UnknownPaths extends Construct {
  constructor(scope: Construct, id: string, { gateway, answeredBy }: UnknownPathsProps) {
    super(scope, id)
    const route = new HttpRoute(this, 'Route', {
      httpApi: gateway.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: answeredBy.integration,
    })
    acknowledgePublic(route, HttpRouteKey.DEFAULT.key)
    const [rule, stage] = [route.node.defaultChild, gateway.stage.node.defaultChild]
    if (!(rule instanceof CfnRoute && stage instanceof CfnStage)) throw new Error(`${this.node.path} has no route or no stage to limit`)
    stage.routeSettings = { [rule.routeKey]: limit }
    // A stage does not take the settings of a route that is not there yet.
    stage.addResourceDependency(rule)
  }
}
