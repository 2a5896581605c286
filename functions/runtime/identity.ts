import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import { actorOf } from '../../domain/access/actor-of.ts'
import type { Actor } from '../../domain/kernel/actor.ts'
import { UserId } from '../../domain/kernel/ids.ts'

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

/** Who asks, from the claims that API Gateway has verified. Undefined without any, or with a name that no record could hold. */
export const actorIn = (event: Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer, 'requestContext'>>): Actor | undefined => {
  const claims = event.requestContext?.authorizer?.jwt?.claims
  if (!claims) return undefined
  const subject = UserId.safeParse(claims['username'] ?? claims['sub'] ?? claims['client_id'])
  if (!subject.success) return undefined
  return actorOf({ subject: subject.data, groups: listed(claims['cognito:groups']), scopes: scopesIn(claims) })
}
