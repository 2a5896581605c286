import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'

export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly body?: unknown
  readonly key?: string | undefined
  readonly ifMatch?: number | undefined
}
export type Answer = { readonly status: number; readonly body: unknown }
export type Api = (call: Call) => Promise<Answer>

/** A deployment that is started again within this time loses no row. Milliseconds. */
const patience = 60_000
const longestPause = 5_000

const passing = new Set(['idempotency.in_progress', 'version.contended'])
const Coded = z.looseObject({ code: z.string() })

const passesByItself = ({ status, body }: Answer): boolean =>
  status === 429 || status === 503 || (status === 409 && passing.has(Coded.safeParse(body).data?.code ?? ''))

type Attempt = { readonly answer: Answer; readonly retryAfter: number | undefined } | { readonly failure: TypeError }

const once = async (url: string, headers: Readonly<Record<string, string>>, { method, body }: Call): Promise<Attempt> => {
  try {
    const response = await fetch(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
    const text = await response.text()
    const after = response.headers.get('retry-after')
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return {
      answer: { status: response.status, body: isJson ? JSON.parse(text) : text },
      retryAfter: after ? Number(after) * 1000 : undefined,
    }
  } catch (cause) {
    // What fetch throws when nobody listens, or the connection breaks.
    if (cause instanceof TypeError) return { failure: cause }
    throw cause
  }
}

const headersOf = (token: string, { key, ifMatch }: Call): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  ...(key !== undefined && { 'idempotency-key': key }),
  ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
})

/**
 * Calls the API as one user, and again while what stands in the way passes by itself: too many requests, a busy service, a
 * deployment that is just being restarted. What creates something carries a key, so that asking again creates nothing twice.
 */
export const apiAs =
  (address: string, token: string): Api =>
  async (call) => {
    const deadline = performance.now() + patience
    for (let pause = 100; ; pause = Math.min(pause * 2, longestPause)) {
      const attempt = await once(`${address}${call.path}`, headersOf(token, call), call)
      const isLast = performance.now() + pause > deadline
      if ('answer' in attempt && (isLast || !passesByItself(attempt.answer))) return attempt.answer
      if ('failure' in attempt && isLast) throw attempt.failure
      await sleep('answer' in attempt ? (attempt.retryAfter ?? pause) : pause)
    }
  }
