import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalJWKSet, type JWK } from 'jose'
import { Events, type MutableToken, OAuth2Server } from 'oauth2-mock-server'
import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import { declared, kind } from '../assembly/kind.ts'
import { type People, startPeople } from './people.ts'

export const userPoolKind = kind('AWS::Cognito::UserPool', {}, [
  'UserPoolName',
  'Policies',
  'Schema',
  'UsernameAttributes',
  'UsernameConfiguration',
  'AutoVerifiedAttributes',
  'MfaConfiguration',
  'EnabledMfas',
  'AccountRecoverySetting',
  'AdminCreateUserConfig',
  'DeletionProtection',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'SmsVerificationMessage',
  'VerificationMessageTemplate',
  'UserPoolAddOns',
  'UserPoolTier',
  'UserPoolTags',
  'UserAttributeUpdateSettings',
  'EmailConfiguration',
  'DeviceConfiguration',
  'AliasAttributes',
])
export const clientKind = kind(
  'AWS::Cognito::UserPoolClient',
  { UserPoolId: z.string(), ClientName: z.string().optional(), AllowedOAuthFlows: z.array(z.string()).default([]) },
  [
    'AllowedOAuthFlowsUserPoolClient',
    'AllowedOAuthScopes',
    'AccessTokenValidity',
    'AuthSessionValidity',
    'CallbackURLs',
    'DefaultRedirectURI',
    'EnablePropagateAdditionalUserContextData',
    'EnableTokenRevocation',
    'ExplicitAuthFlows',
    'GenerateSecret',
    'IdTokenValidity',
    'LogoutURLs',
    'PreventUserExistenceErrors',
    'ReadAttributes',
    'RefreshTokenValidity',
    'SupportedIdentityProviders',
    'TokenValidityUnits',
    'WriteAttributes',
    'RefreshTokenRotation',
  ],
)

/** Who a token is for: a person with roles and a data scope, or (with `scopes`) a machine. */
export const TokenRequest = z.strictObject({
  sub: z.string().min(1).default('usr_1'),
  roles: z.array(z.string()).default([]),
  /** `all`, `own`, `region:X` or `team:X`. */
  scope: z
    .string()
    .regex(/^(all|own|(region|team):.+)$/)
    .default('all'),
  /** OAuth scopes of a machine client; such a token has no roles. */
  scopes: z.array(z.string()).optional(),
  /** Seconds. */
  expiresIn: z.int().default(8 * 3600),
})
export type TokenRequest = z.input<typeof TokenRequest>

export type Identity = {
  readonly url: string
  readonly issuer: string
  readonly keys: ReturnType<typeof createLocalJWKSet>
  readonly issue: (request: TokenRequest) => Promise<string>
  readonly people: People
  readonly stop: () => Promise<void>
}

const signingKey = async (server: OAuth2Server, path: string): Promise<void> => {
  if (existsSync(path)) await server.issuer.keys.add(JSON.parse(readFileSync(path, 'utf8')))
  else writeFileSync(path, JSON.stringify(await server.issuer.keys.generate('RS256')), { mode: 0o600 })
}

const groupsOf = ({ roles, scope }: Pick<z.output<typeof TokenRequest>, 'roles' | 'scope'>): readonly string[] => [
  ...roles,
  `scope:${scope}`,
]

/** The claims of a Cognito access token. */
const claims = (request: z.output<typeof TokenRequest>, clientId: string) => {
  const { sub, roles, scope, scopes, expiresIn } = request
  const now = Math.floor(Date.now() / 1000)
  const common = {
    token_use: 'access',
    client_id: clientId,
    auth_time: now,
    iat: now,
    nbf: now,
    exp: now + expiresIn,
    jti: crypto.randomUUID(),
  }
  return scopes
    ? { ...common, sub: clientId, scope: scopes.join(' ') }
    : { ...common, sub, username: sub, scope: 'aws.cognito.signin.user.admin', 'cognito:groups': groupsOf({ roles, scope }) }
}

type Clients = { readonly people: string; readonly machines: string }

const clientsOf = (assembly: Assembly): Clients => {
  const clients = declared(assembly, clientKind)
  const machine = clients.find(({ given }) => given.AllowedOAuthFlows.includes('client_credentials'))
  const person = clients.find((client) => client !== machine)
  return { people: person?.ref ?? machine?.ref ?? 'local', machines: machine?.ref ?? person?.ref ?? 'local' }
}

/** A token fetched over OAuth's own client-credentials call is shaped as Cognito shapes it. */
const shapeFetched = (server: OAuth2Server, { machines }: Clients): void => {
  server.service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken) => {
    const { scope } = payload
    Object.assign(payload, { token_use: 'access', client_id: machines, sub: machines, scope: typeof scope === 'string' ? scope : '' })
    delete payload['aud']
  })
}

/**
 * Stands in for the user pool. Tokens name the pool's real issuer, so they look as they do when deployed and stay good
 * over a restart on other ports; the signing key is kept in the data folder.
 */
export const startIdentity = async (dataDir: string, assembly: Assembly): Promise<Identity> => {
  const pool = declared(assembly, userPoolKind)[0]
  const clients = clientsOf(assembly)
  const server = new OAuth2Server()
  await signingKey(server, join(dataDir, 'signing-key.json'))
  const region = pool?.arn.split(':')[3] ?? 'us-east-1'
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${pool?.ref ?? 'local'}`
  await server.start(0, '127.0.0.1')
  server.issuer.url = issuer
  shapeFetched(server, clients)
  const keys: JWK[] = server.issuer.keys.toJSON()
  const people = await startPeople(dataDir)
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    issuer,
    keys: createLocalJWKSet({ keys }),
    issue: (request) => {
      const asked = TokenRequest.parse(request)
      if (!asked.scopes) people.admit(asked.sub, groupsOf(asked))
      return server.issuer.buildToken({
        scopesOrTransform: (_header, payload) =>
          void Object.assign(payload, claims(asked, asked.scopes ? clients.machines : clients.people)),
      })
    },
    people,
    stop: async () => void (await Promise.all([server.stop(), people.stop()])),
  }
}
