import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { permissions, roles } from '../../domain/access/roles.ts'
import type { Settings } from '../settings.ts'

/** Cognito writes a machine's scopes as `lading/customers:read`; without this beginning they are our permissions. */
const scopePrefix = 'lading'
/** Groups that say how far a person sees. A firm adds `scope:region:…` and `scope:team:…` of its own. */
const reachGroups = ['scope:all', 'scope:own'] as const

/** The people and machines of the firm: who they are, which roles they hold, and how they sign in. */
export class Directory extends Construct {
  readonly pool: UserPool
  readonly clients: readonly UserPoolClient[]

  constructor(scope: Construct, id: string, { settings }: { settings: Settings }) {
    super(scope, id)
    this.pool = this.openPool(settings)
    for (const groupName of [...Object.keys(roles), ...reachGroups]) {
      new CfnUserPoolGroup(this, `Group ${groupName}`, { groupName, userPoolId: this.pool.userPoolId })
    }
    this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `lading-${settings.stage}-${Aws.ACCOUNT_ID}` } })
    this.clients = [this.admitBrowsers(settings), ...this.admitMachines(settings)]
  }

  /** Look up whether somebody is still there, and which roles and reach they have now. */
  letLookUp(asker: LambdaFunction): void {
    const actions = ['cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser']
    asker.addToRolePolicy(new PolicyStatement({ actions, resources: [this.pool.userPoolArn] }))
    asker.addEnvironment('USER_POOL_ID', this.pool.userPoolId)
  }

  /** Look up who holds a role. */
  letFind(asker: LambdaFunction): void {
    asker.addToRolePolicy(new PolicyStatement({ actions: ['cognito-idp:ListUsersInGroup'], resources: [this.pool.userPoolArn] }))
    asker.addEnvironment('USER_POOL_ID', this.pool.userPoolId)
  }

  private openPool({ stage }: Settings): UserPool {
    const pool = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: { minLength: 12, requireLowercase: true, requireUppercase: true, requireDigits: true, requireSymbols: true },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: stage === 'prod',
      removalPolicy: stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason: 'A second factor is offered to everyone. Whether to demand it is for the firm, whose depot staff may share terminals.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason: 'The Plus plan is paid for by every user each month. A firm that wants its threat detection switches it on.',
      },
    )
    return pool
  }

  /** A page in a browser keeps no secret, so it signs in by code and PKCE, and gets no scope that is a permission. */
  private admitBrowsers({ webOrigins }: Settings): UserPoolClient {
    return this.pool.addClient('Web', {
      generateSecret: false,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: webOrigins.map((origin) => `${origin}/signed-in`),
        logoutUrls: webOrigins,
      },
      accessTokenValidity: Duration.minutes(30),
      idTokenValidity: Duration.minutes(30),
      refreshTokenValidity: Duration.hours(12),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
    })
  }

  /** Every permission can be a scope, and a machine gets those that it was given by name: its token asks for fewer, never for more. */
  private admitMachines({ machines }: Settings): readonly UserPoolClient[] {
    const scopes = permissions.map(
      (scopeName) => new ResourceServerScope({ scopeName, scopeDescription: `The permission ${scopeName}, for a machine` }),
    )
    const server = this.pool.addResourceServer('Api', { identifier: scopePrefix, scopes })
    return machines.map(({ name, scopes: given }) =>
      this.pool.addClient(name, {
        generateSecret: true,
        // Without any flow named, CDK would admit all of them.
        authFlows: { userSrp: true },
        oAuth: {
          flows: { clientCredentials: true },
          scopes: scopes
            .filter(({ scopeName }) => given.some((each) => each === scopeName))
            .map((scope) => OAuthScope.resourceServer(server, scope)),
        },
        accessTokenValidity: Duration.minutes(30),
        enableTokenRevocation: true,
      }),
    )
  }
}
