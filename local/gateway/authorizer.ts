import { errors, type JWTPayload, jwtVerify } from 'jose'
import type { Authorizer } from './event.ts'
import type { Identity } from './identity.ts'

export type JwtRule = { readonly issuer: string; readonly audience: readonly string[] }
type Verdict = { readonly authorizer: Authorizer; readonly granted: readonly string[] }
/** Reads the `Authorization` header; `undefined` when the token is missing, forged, foreign or out of date. */
export type Verify = (header: string | undefined, rule: JwtRule) => Verdict | undefined | Promise<Verdict | undefined>
/** A verdict, the rule it was made by, and the moment (milliseconds) up to which it holds. */
type Known = { readonly verdict: Verdict; readonly rule: JwtRule; readonly until: number }

const remembered = 10_000

/** As the HTTP API prints a claim: lists as `[a b]`, everything else as text. */
const printed = (value: unknown): string =>
  Array.isArray(value) ? `[${value.join(' ')}]` : typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)

const verdictOf = (payload: JWTPayload): Verdict => ({
  authorizer: { jwt: { claims: Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, printed(value)])), scopes: null } },
  granted: String(payload['scope'] ?? payload['scp'] ?? '').split(' '),
})

/** The audience is `aud`, or `client_id` where there is none: Cognito's access tokens have only that. */
const isMeantFor = ({ aud, client_id: client }: JWTPayload, audience: readonly string[]): boolean =>
  [aud ?? client].flat().some((value) => typeof value === 'string' && audience.includes(value))

const check = async (token: string, rule: JwtRule, { keys }: Identity): Promise<Known | undefined> => {
  try {
    const { payload } = await jwtVerify(token, keys, { issuer: rule.issuer, requiredClaims: ['exp'], currentDate: new Date() })
    return isMeantFor(payload, rule.audience) ? { verdict: verdictOf(payload), rule, until: (payload.exp ?? 0) * 1000 } : undefined
  } catch (cause) {
    if (cause instanceof errors.JOSEError) return undefined
    throw cause
  }
}

/** Verifies tokens as the API's JWT authorizer does, on the deployment's clock. A token is checked once and remembered until it expires. */
export const createVerifier = (identity: Identity): Verify => {
  const known = new Map<string, Known>()
  const checkAnew = async (token: string, rule: JwtRule): Promise<Verdict | undefined> => {
    const checked = await check(token, rule, identity)
    if (!checked) return undefined
    if (known.size >= remembered) known.clear()
    known.set(token, checked)
    return checked.verdict
  }
  return (header, rule) => {
    const token = header?.replace(/^Bearer\s+/i, '')
    if (!token) return undefined
    const hit = known.get(token)
    return hit && hit.rule === rule && Date.now() < hit.until ? hit.verdict : checkAnew(token, rule)
  }
}
