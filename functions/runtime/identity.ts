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

/** Cognito writes a scope behind the name of its resource server: `lading/customers:read`. */
const permissionIn = (scope: string): string => scope.replace(/^lading\//, '')

/** Only a person's token has a user name, and a person's rights come from their groups alone: scopes are for machines. */
const scopesIn = (claims: Readonly<Record<string, unknown>>): readonly string[] =>
  claims['username'] === undefined ? listed(claims['scope']).map(permissionIn) : []

/** Who asks, from the claims that API Gateway has verified. Undefined on a route without an authorizer. */
export const actorIn = (event: Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer, 'requestContext'>>): Actor | undefined => {
  const claims = event.requestContext?.authorizer?.jwt?.claims
  if (!claims) return undefined
  const subject = claims['username'] ?? claims['sub'] ?? claims['client_id']
  if (subject === undefined) return undefined
  return actorOf({ subject: String(subject), groups: listed(claims['cognito:groups']), scopes: scopesIn(claims) })
}
