import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Answer, Call } from '../api.ts'
import type { Stage } from './stage.ts'

/** Calls the API as somebody, through kills and restarts. */
export type Client = {
  readonly ask: (who: string, call: Call) => Promise<Answer>
  /** All pages of a list, or those up to the first that does not end with something wanted. */
  readonly list: (who: string, path: string, isWanted?: (item: unknown) => boolean) => Promise<readonly unknown[]>
  /** What must be answered with success; throws what was said otherwise. */
  readonly must: (who: string, call: Call) => Promise<unknown>
  /** Tokens end as the clock goes on: everybody signs in again. */
  readonly forget: () => void
}
export type Roles = (who: string) => {
  readonly roles?: readonly string[]
  readonly scope?: string
  /** Of a machine, which has no roles. */
  readonly scopes?: readonly string[]
}

const Token = z.object({ token: z.string() })
const Coded = z.looseObject({ code: z.string() })
const Page = z.object({ items: z.array(z.unknown()), next: z.string().nullable() })
const passing = new Set(['idempotency.in_progress', 'version.contended'])
/** However busy the machine is, and whatever is killed on it meanwhile. Milliseconds. */
const patience = 600_000

const passesByItself = ({ status, body }: Answer): boolean =>
  status === 429 || status >= 500 || (status === 409 && passing.has(Coded.safeParse(body).data?.code ?? ''))

const answerIn = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return { status: response.status, body: isJson ? JSON.parse(text) : text }
}

export const clientOf = (stage: Stage, rolesOf: Roles): Client => {
  const tokens = new Map<string, Promise<string>>()
  const signIn = async (who: string): Promise<string> => {
    const body = JSON.stringify({ sub: who, ...rolesOf(who) })
    return Token.parse(await (await stage.reach(({ control }) => `${control}/token`, { method: 'POST', body })).json()).token
  }
  const once = async (who: string, { method, path, body, key, ifMatch }: Call): Promise<Answer> => {
    const token = tokens.get(who) ?? signIn(who)
    tokens.set(who, token)
    const headers = {
      authorization: `Bearer ${await token}`,
      'content-type': 'application/json',
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
    }
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    return answerIn(await stage.reach(({ api }) => `${api}${path}`, init))
  }
  const ask: Client['ask'] = async (who, call) => {
    const deadline = performance.now() + patience
    for (let wait = 100; ; wait = Math.min(wait * 2, 3000)) {
      const answer = await once(who, call)
      if (!passesByItself(answer) || performance.now() > deadline) return answer
      await sleep(wait)
    }
  }
  const must: Client['must'] = async (who, call) => {
    const { status, body } = await ask(who, call)
    if (status >= 300) throw new Error(`${call.method} ${call.path}: ${status} ${JSON.stringify(body)}`)
    return body
  }
  const list: Client['list'] = async (who, path, isWanted = () => true) => {
    const items: unknown[] = []
    let cursor: string | null = null
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page = Page.parse(await must(who, { method: 'GET', path: `${path}${path.includes('?') ? '&' : '?'}limit=100${query}` }))
      items.push(...page.items)
      cursor = page.next
    } while (cursor !== null && (items.length === 0 || isWanted(items.at(-1))))
    return items
  }
  return { ask, must, list, forget: () => tokens.clear() }
}
