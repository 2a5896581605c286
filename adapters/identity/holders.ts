import { type CognitoIdentityProviderClient, paginateListUsersInGroup } from '@aws-sdk/client-cognito-identity-provider'

/** Everybody who is in one of these groups of the user pool and was not shut out, each once, in the order of their names. */
export const holdersIn =
  (clientOf: () => CognitoIdentityProviderClient, poolId: string) =>
  async (groups: readonly string[]): Promise<readonly string[]> => {
    const found = new Set<string>()
    for (const GroupName of groups) {
      const pages = paginateListUsersInGroup({ client: clientOf(), pageSize: 60 }, { UserPoolId: poolId, GroupName })
      for await (const { Users = [] } of pages)
        for (const { Username, Enabled } of Users) if (Enabled && Username !== undefined) found.add(Username)
    }
    return [...found].sort()
  }
