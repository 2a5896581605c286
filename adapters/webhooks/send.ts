import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { performance } from 'node:perf_hooks'
import type { Outcome, Request, Send } from '../../domain/deliveries/ports.ts'
import { literalIn, mayConnect, type Reachable } from '../../domain/webhooks/target.ts'
import { AddressRefused, checkedLookup, type Resolve, resolveHost } from './checked-lookup.ts'

type Options = {
  readonly reachable: Reachable
  readonly resolve?: Resolve
  /** Certificate authorities beyond those of the machine (PEM). */
  readonly trusted?: string
  /** In milliseconds: for the answer to begin, and for its body, of which no more is read then. */
  readonly limits?: { readonly answer: number; readonly body: number }
}

/** So much of an answer is read; then the connection is cut. */
const mostRead = 4096
const usual = { answer: 10_000, body: 1000 }

/** What is said, up to the limit of bytes or of time, or until the receiver breaks off. */
const beginningOf = (answer: IncomingMessage, milliseconds: number): Promise<string> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const end = (): void => {
      clearTimeout(timer)
      answer.destroy()
      resolve(Buffer.concat(chunks).subarray(0, mostRead).toString('utf8'))
    }
    const timer = setTimeout(end, milliseconds)
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.length
      if (length >= mostRead) end()
    })
    answer.once('end', end).once('close', end).once('error', end)
  })

const failureOf = (cause: unknown): NonNullable<Outcome['failure']> => {
  if (cause instanceof AddressRefused) return 'address_refused'
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'name_unknown'
  return /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME_MISMATCH)/.test(code) ? 'tls' : 'connection'
}

const judged = (status: number): Pick<Outcome, 'failure'> => {
  if (status >= 200 && status < 300) return {}
  return { failure: status >= 300 && status < 400 ? 'redirect' : 'status' }
}

type Answered = { readonly answer: IncomingMessage } | { readonly failure: NonNullable<Outcome['failure']> }

/** The head of the answer, within the time; 1xx heads before it do not count. */
const headOf = (sent: ClientRequest, body: string, milliseconds: number): Promise<Answered> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve({ failure: 'timeout' })
      sent.destroy()
    }, milliseconds)
    const settle = (answered: Answered): void => {
      clearTimeout(timer)
      resolve(answered)
    }
    sent.once('response', (answer) => settle({ answer }))
    // Stays for good: what breaks behind the head is nobody's failure any more, and must not end the process.
    sent.on('error', (cause) => settle({ failure: failureOf(cause) }))
    sent.end(body)
  })

const exchanged = async (url: URL, { headers, body }: Request, options: Options): Promise<Omit<Outcome, 'milliseconds'>> => {
  const { reachable, resolve = resolveHost, trusted, limits = usual } = options
  const literal = literalIn(url)
  // A socket asks no lookup for an address.
  if (literal !== undefined && !mayConnect(literal, reachable)) return { failure: 'address_refused', said: '' }
  const shared = { method: 'POST', agent: false, lookup: checkedLookup(resolve, reachable), maxHeaderSize: 16_384 } as const
  const sized = { ...headers, 'content-length': String(Buffer.byteLength(body)) }
  const secure = url.protocol === 'https:'
  const sent = secure ? overHttps(url, { ...shared, headers: sized, ca: trusted }) : overHttp(url, { ...shared, headers: sized })
  const answered = await headOf(sent, body, limits.answer)
  if ('failure' in answered) return { failure: answered.failure, said: '' }
  const status = answered.answer.statusCode ?? 0
  return { status, ...judged(status), said: await beginningOf(answered.answer, limits.body) }
}

/**
 * Sends to public hosts alone, whatever their names resolve to; follows no redirect; waits so long and reads so much. The
 * status decides: what comes behind it is read for the log alone.
 */
export const sender =
  (options: Options): Send =>
  async (request) => {
    const began = performance.now()
    const outcome = await exchanged(new URL(request.url), request, options)
    return { ...outcome, milliseconds: Math.round(performance.now() - began) }
  }
