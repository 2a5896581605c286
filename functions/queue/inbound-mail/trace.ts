import type { Envelope } from '../../../domain/inbound/mail/mail.ts'
import type { Verdicts } from '../../../domain/inbound/mail/vouched.ts'

/** What the mail system wrote above a mail when it took it. */
export type Trace = {
  readonly envelope: Omit<Envelope, 'authentic'>
  readonly verdicts: Verdicts
  readonly isInfected: boolean
}

/** In bytes: SES's own headers are 3 KB, with room for addresses and signatures as long as they may be. */
const longestTrace = 64 * 1024

type Headers = readonly (readonly [name: string, value: string])[]
type Own = ReadonlyMap<string, string>

/** The headers of a mail, and whether these are all: of very long ones the first are read. */
const headersIn = (raw: Uint8Array): { readonly headers: Headers; readonly areAll: boolean } => {
  const text = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, longestTrace)).toString('latin1')
  const [head = '', body] = text.split(/\r?\n\r?\n/, 2)
  const headers = head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map((line) => [line.split(':', 1)[0]?.trim().toLowerCase() ?? '', line.slice(line.indexOf(':') + 1).trim()] as const)
  return { headers, areAll: body !== undefined || raw.byteLength <= longestTrace }
}

/**
 * What SES wrote itself: it puts its headers above those of the mail and ends them with its receipt, and a second `Received` is that of
 * another server. Below, anybody may have written what looks the same; so of each name the first counts.
 */
const ownOf = (headers: Headers): Own => {
  const own = new Map<string, string>()
  for (const [name, value] of headers) {
    if (name === 'received' && own.has(name)) break
    if (!own.has(name)) own.set(name, value)
    if (name === 'x-ses-receipt') break
  }
  return own
}

const resultsIn = (own: Own): string => own.get('authentication-results') ?? ''
const returnPathIn = (own: Own): string | undefined => own.get('return-path')?.replace(/^<|>$/g, '')

/**
 * What the policy of the sender's domain says: the clause `dmarc=` of RFC 8601. It stands behind clauses into which a sender's server
 * can write what it likes: so no other clause can take back that it failed, and that it passed counts where it stands last.
 */
const policyIn = (own: Own): Verdicts['policy'] => {
  const clauses = resultsIn(own)
    .split(';')
    .filter((clause) => /^\s*dmarc=/i.test(clause))
  if (clauses.some((clause) => /^\s*dmarc=fail\b/i.test(clause))) return { is: 'broken', domain: undefined }
  const last = clauses.at(-1) ?? ''
  return /^\s*dmarc=pass\b/i.test(last) ? { is: 'kept', domain: /\sheader\.from=(\S+)/i.exec(last)?.[1]?.toLowerCase() } : undefined
}

/** An address, or what is left of one, in which nothing could be taken for another clause. */
const plain = /^[\w.!#$%&'*+/=?^`{|}~-]*@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i

const domainIn = (address = ''): readonly string[] => {
  const domain = plain.exec(address)?.[1]
  return domain === undefined ? [] : [domain.toLowerCase()]
}

/** From whose servers a mail came (SPF): SES says so before all else, where nobody's words stand before. */
const byServers = (own: Own): readonly string[] => (/^[^;]*;\s*spf=pass\b/i.test(resultsIn(own)) ? domainIn(returnPathIn(own)) : [])

/** By whom a signature says that it was made: the clause of the results names it in the signer's own words (RFC 6376, `i=`). */
const isSignerPlain = (signature: string): boolean => /^[\w.+@-]*$/.test(/(?:^|;)i=([^;]*)/i.exec(signature.replace(/\s/g, ''))?.[1] ?? '')

/**
 * Whose signatures hold (DKIM). Before these clauses stand words of the sender's server, its name and the address that failures go to,
 * and in them those of the signer: they count where nothing stands in any of these that could make up a clause.
 */
const bySignatures = (own: Own, { headers, areAll }: ReturnType<typeof headersIn>): readonly string[] => {
  const path = returnPathIn(own) ?? ''
  const isServerPlain = (path === '' || plain.test(path)) && /^from [\w.:[\]-]+ \(/i.test(own.get('received') ?? '')
  const signatures = headers.filter(([name]) => name === 'dkim-signature')
  if (!isServerPlain || !areAll || !signatures.every(([, value]) => isSignerPlain(value))) return []
  return resultsIn(own)
    .split(';')
    .flatMap((clause) => domainIn(/^\s*dkim=pass\s+header\.i=(\S+)/i.exec(clause)?.[1]))
}

const isFailed = (verdict: string | undefined): boolean => verdict?.toUpperCase() === 'FAIL'

/**
 * Reads what SES wrote above a mail that it put into a bucket: `Return-Path` names the sender of the envelope, `Received` one of its
 * recipients, and the verdicts are its own (https://docs.aws.amazon.com/ses/latest/dg/receiving-email-concepts.html).
 */
export const traceOf = (raw: Uint8Array): Trace => {
  const read = headersIn(raw)
  const own = ownOf(read.headers)
  const recipient = / for <?([^\s<>;]+@[^\s<>;]+)/i.exec(own.get('received') ?? '')?.[1]
  return {
    envelope: { from: returnPathIn(own), recipients: recipient === undefined ? [] : [recipient] },
    verdicts: {
      isSpam: isFailed(own.get('x-ses-spam-verdict')),
      policy: policyIn(own),
      proven: [...byServers(own), ...bySignatures(own, read)],
    },
    // "Nobody opens a virus": its files are not kept, its words are.
    isInfected: isFailed(own.get('x-ses-virus-verdict')),
  }
}
