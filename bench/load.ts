import autocannon from 'autocannon'

export type Load = {
  readonly base: string
  readonly token?: string
  readonly method?: 'GET' | 'POST'
  readonly paths: readonly string[]
  readonly body?: () => string
  readonly withKey?: boolean
}
export type Served = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly failed: number }

/** Asks as fast as answers come, over `connections` at a time. */
export const load = async (
  { base, token, method = 'GET', paths, body, withKey }: Load,
  connections: number,
  seconds: number,
): Promise<Served> => {
  let next = 0
  const setupRequest = (asked: autocannon.Request): autocannon.Request => {
    next += 1
    const headers = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
      ...(withKey && { 'idempotency-key': crypto.randomUUID() }),
    }
    return { ...asked, method, path: paths[next % paths.length] ?? '/', headers, ...(body && { body: body() }) }
  }
  const result = await autocannon({ url: base, connections, duration: seconds, requests: [{ setupRequest }] })
  return {
    perSecond: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  }
}
