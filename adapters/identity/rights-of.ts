import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  paginateAdminListGroupsForUser,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider'
import { actorOf } from '../../domain/access/actor-of.ts'
import type { RightsOf } from '../../domain/access/directory.ts'

/** Cognito lets a firm ask some 30 times a second; a burst waits for its turn, within seconds (milliseconds here) for each call. */
export const identityClient = (): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({
    maxAttempts: 6,
    retryMode: 'adaptive',
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  })

const groupsOf = async (client: CognitoIdentityProviderClient, poolId: string, user: string): Promise<readonly string[]> => {
  const groups: string[] = []
  const pages = paginateAdminListGroupsForUser({ client, pageSize: 60 }, { UserPoolId: poolId, Username: user })
  for await (const { Groups = [] } of pages) groups.push(...Groups.flatMap(({ GroupName }) => GroupName ?? []))
  return groups
}

/** Rights from the groups of the user pool as they are now: the same from which a token would be made. */
export const rightsIn =
  (clientOf: () => CognitoIdentityProviderClient, poolId: string): RightsOf =>
  async (user) => {
    const client = clientOf()
    try {
      const { Enabled } = await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: user }))
      return Enabled ? actorOf({ subject: user, groups: await groupsOf(client, poolId, user), scopes: [] }) : undefined
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined
      throw error
    }
  }
