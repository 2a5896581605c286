import type { Envelope } from '../../../domain/inbound/mail/mail.ts'

/** What the mail system wrote above a mail when it took it. */
export type Trace = { readonly envelope: Envelope; readonly isInfected: boolean }

/** In bytes: SES's own headers are 3 KB, with room for addresses and signatures as long as they may be. */
const longestTrace = 64 * 1024

const headersIn = (raw: Uint8Array): readonly (readonly [name: string, value: string])[] => {
  const text = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, longestTrace)).toString('latin1')
  const [head = ''] = text.split(/\r?\n\r?\n/, 1)
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map((line) => [line.split(':', 1)[0]?.trim().toLowerCase() ?? '', line.slice(line.indexOf(':') + 1).trim()] as const)
}

/**
 * What SES wrote itself: it puts its headers above those of the mail and ends them with its receipt, and a second `Received` is that of
 * another server. Below, anybody may have written what looks the same; so of each name the first counts.
 */
const ownHeaders = (raw: Uint8Array): ReadonlyMap<string, string> => {
  const own = new Map<string, string>()
  for (const [name, value] of headersIn(raw)) {
    if (name === 'received' && own.has(name)) break
    if (!own.has(name)) own.set(name, value)
    if (name === 'x-ses-receipt') break
  }
  return own
}

/**
 * Whether the sender's domain vouches for the mail: the clause `dmarc=` of RFC 8601. It stands behind clauses into which a sender's
 * server can write what it likes: so no other clause can take back that it failed, and that it passed counts where it stands last.
 */
const authenticity = (results: string): boolean | undefined => {
  const verdicts = results.split(';').flatMap((clause) => /^\s*dmarc=([a-z]+)/i.exec(clause)?.[1]?.toLowerCase() ?? [])
  if (verdicts.includes('fail')) return false
  return verdicts.at(-1) === 'pass' ? true : undefined
}

const isFailed = (verdict: string | undefined): boolean => verdict?.toUpperCase() === 'FAIL'

/**
 * Reads what SES wrote above a mail that it put into a bucket: `Return-Path` names the sender of the envelope, `Received` one of its
 * recipients, and the verdicts are its own (https://docs.aws.amazon.com/ses/latest/dg/receiving-email-concepts.html).
 */
export const traceOf = (raw: Uint8Array): Trace => {
  const own = ownHeaders(raw)
  const recipient = / for <?([^\s<>;]+@[^\s<>;]+)/i.exec(own.get('received') ?? '')?.[1]
  return {
    envelope: {
      from: own.get('return-path')?.replace(/^<|>$/g, ''),
      recipients: recipient === undefined ? [] : [recipient],
      // "What looks like spam is nobody's whom we know": a person looks at it, and no answer goes to an address that it may have stolen.
      authentic: isFailed(own.get('x-ses-spam-verdict')) ? false : authenticity(own.get('authentication-results') ?? ''),
    },
    // "Nobody opens a virus": its files are not kept, its words are.
    isInfected: isFailed(own.get('x-ses-virus-verdict')),
  }
}
