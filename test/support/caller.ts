import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import type { TokenRequest } from '../../local/gateway/identity.ts'
import type { TestDeployment } from './deployment.ts'

type Fault = { readonly pointer: string; readonly code: string; readonly message: string }

/** A body of the API. The members named here are those that tests go on with; all others are matched as they stand. */
export type Told = {
  readonly id: string
  readonly version: number
  readonly items: readonly Told[]
  readonly next: string | null
  readonly code: string
  readonly errors: readonly Fault[]
  readonly [member: string]: unknown
}
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: Told }

type Headed = Readonly<Record<string, string>>
export type Caller = {
  /** As it stands: nothing is added to `headers` but the token. */
  readonly send: (
    method: string,
    path: string,
    init?: { readonly headers?: Headed; readonly body?: string | Uint8Array },
  ) => Promise<Answer>
  readonly get: (path: string, headers?: Headed) => Promise<Answer>
  readonly post: (path: string, body?: unknown, headers?: Headed) => Promise<Answer>
  readonly patch: (path: string, body: unknown, headers?: Headed) => Promise<Answer>
}

const parsed = (text: string): Told => {
  try {
    return JSON.parse(text) as Told
  } catch {
    return { text } as unknown as Told
  }
}

/** One who calls the API with a token, or with none. */
export const callerWith = (api: string, token: string | undefined): Caller => {
  const authorization: Headed = token === undefined ? {} : { authorization: `Bearer ${token}` }
  /** The gate lets so many pass in a second; a test that asks faster comes again when told to. */
  const send: Caller['send'] = async (method, path, { headers = {}, body } = {}) => {
    const answer = await fetch(`${api}${path}`, {
      method,
      headers: { ...authorization, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    })
    if (answer.status === 429) {
      await setTimeout(Number(answer.headers.get('retry-after')) * 1000)
      return send(method, path, { headers, ...(body !== undefined && { body }) })
    }
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) }
  }
  const json = (headers: Headed, body: unknown) =>
    body === undefined ? { headers } : { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
  return {
    send,
    get: (path, headers = {}) => send('GET', path, { headers }),
    post: (path, body, headers = {}) => send('POST', path, json(headers, body)),
    patch: (path, body, headers = {}) => send('PATCH', path, json(headers, body)),
  }
}

/** Signs somebody in: `signIn(deployment, { role: 'sales', sub: 'usr_wang', scope: 'own' })`. */
export const signIn = async (deployment: TestDeployment, who: TokenRequest & { readonly role?: string }): Promise<Caller> =>
  callerWith(deployment.api, await deployment.token(who))

/** The body of an answer that must be a success; tells the whole answer when it is not. */
export const done = ({ status, text, body }: Answer): Told => {
  expect(status, text).toBeLessThan(300)
  return body
}

/** Every item of a list, page by page to its end. */
export const allPages = async (caller: Caller, path: string, limit = 100): Promise<readonly Told[]> => {
  const items: Told[] = []
  const joined = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`
  for (let next: string | null = ''; next !== null; ) {
    const page: Told = done(await caller.get(next ? `${joined}&cursor=${encodeURIComponent(next)}` : joined))
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    next = page.next
  }
  return items
}

/** What people did, out of a timeline: what follows by itself comes when its job gets to it. */
export const byPeople = (events: readonly Told[]): readonly Told[] => events.filter(({ actor }) => (actor as Told).id !== 'system')

/** Reads until it is as expected, at most 20 seconds: what a job works out is there a little later. */
export const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 20_000, interval: 100 })
