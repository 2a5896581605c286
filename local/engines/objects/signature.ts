import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { denied, S3Fault } from './fault.ts'

/** What every function of a deployment on one machine signs with. */
export const localSecret = 'local'

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')

/** `credential` is `<access key>/<day>/<region>/<service>/aws4_request`. */
const scopeOf = (credential: string): readonly string[] => credential.split('/').slice(-4)

/** Signature version 4, of whatever text: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export const signatureOf = (text: string, credential: string): string =>
  hmac(scopeOf(credential).reduce<string | Buffer>(hmac, `AWS4${localSecret}`), text).toString('hex')

export const isSignature = (claimed: string, actual: string): boolean => {
  const [a, b] = [Buffer.from(claimed), Buffer.from(actual)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

/** What is asked for: the path as it was sent, which is the one that was signed. */
export type Target = { readonly path: string; readonly query: URLSearchParams }

type Signed = {
  readonly credential: string
  readonly at: string
  readonly headers: string
  readonly payload: string
  readonly signature: string
}

const canonical = ({ method, headers }: IncomingMessage, { path, query: asked }: Target, signed: Signed): string => {
  const query = [...asked]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&')
  const lines = signed.headers.split(';').map(
    (name) =>
      `${name}:${String(headers[name] ?? '')
        .trim()
        .replace(/\s+/g, ' ')}\n`,
  )
  return [method, path, query, lines.join(''), signed.headers, signed.payload].join('\n')
}

/** `20261122T081500Z` as milliseconds; NaN for what is no time. */
const timeOf = (at: string): number => Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))

const inQuery = (query: URLSearchParams): Signed => {
  const of = (name: string): string => query.get(`X-Amz-${name}`) ?? ''
  const ends = timeOf(of('Date')) + Number(of('Expires')) * 1000
  if (!(ends >= Date.now())) throw denied('Request has expired')
  return {
    credential: of('Credential'),
    at: of('Date'),
    headers: of('SignedHeaders'),
    payload: query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
    signature: of('Signature'),
  }
}

const inHeaders = ({ headers }: IncomingMessage): Signed => {
  const { authorization = '' } = headers
  const part = (name: string): string => new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? ''
  return {
    credential: part('Credential'),
    at: String(headers['x-amz-date']),
    headers: part('SignedHeaders'),
    payload: String(headers['x-amz-content-sha256']),
    signature: part('Signature'),
  }
}

/** Throws unless the request, or the link that it follows, was signed by the deployment and has not expired on its clock. */
export const checkSigned = (request: IncomingMessage, target: Target): void => {
  const isLink = target.query.has('X-Amz-Signature')
  if (!isLink && !request.headers.authorization) throw denied('Access Denied')
  const signed = isLink ? inQuery(target.query) : inHeaders(request)
  const scope = scopeOf(signed.credential).join('/')
  const text = ['AWS4-HMAC-SHA256', signed.at, scope, sha256(canonical(request, target, signed))].join('\n')
  if (!isSignature(signed.signature, signatureOf(text, signed.credential)))
    throw new S3Fault('SignatureDoesNotMatch', 403, 'The request signature does not match the one that was calculated.')
}
