import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import { actorOf } from '../../domain/access/actor-of.ts'
import type { Actor } from '../../domain/kernel/actor.ts'

/** API Gateway hands a claim that is an array on as text: `[agent scope:all]`. */
const listed = (claim: unknown): readonly string[] =>
  typeof claim === 'string'
    ? claim
        .replace(/^\[|\]$/g, '')
        .split(/[\s,]+/)
        .filter((name) => name !== '')
    : []

/** Who asks, from the claims that API Gateway has verified. Undefined on a route without an authorizer. */
export const actorIn = (event: Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer, 'requestContext'>>): Actor | undefined => {
  const claims = event.requestContext?.authorizer?.jwt?.claims
  if (!claims) return undefined
  const subject = claims['username'] ?? claims['sub'] ?? claims['client_id']
  if (subject === undefined) return undefined
  return actorOf({ subject: String(subject), groups: listed(claims['cognito:groups']), scopes: listed(claims['scope']) })
}
