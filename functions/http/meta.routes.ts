import * as z from 'zod'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'

/** The version of the data's layout that this code reads and writes. */
export const schemaVersion = 1

export type MetaPorts = {
  /** Each dependency by name, and a call that throws unless it answers. */
  readonly dependencies: Readonly<Record<string, () => Promise<unknown>>>
  /** The version of the layout that the table holds; `ours` on a table that holds none yet. */
  readonly heldSchema: (ours: number) => Promise<number>
  /** The text of a file that was placed beside the bundle as the deployment was synthesized: the API's description and its page. */
  readonly file: (name: string) => Promise<string>
}

const Health = z.strictObject({ status: z.literal('ok'), schema: z.int(), dependencies: z.record(z.string(), z.literal('ok')) })

const state = async (check: () => Promise<unknown>): Promise<'ok' | 'down'> => {
  try {
    await check()
    return 'ok'
  } catch {
    return 'down'
  }
}

const pageFile = (name: string, produces: string) =>
  route({
    summary: `A file of the API page: ${name}`,
    permission: 'public',
    query: noQuery,
    body: noBody,
    answer: z.string(),
    status: 200,
    produces,
    refusals: [],
    run: async ({ file }: MetaPorts) => ok(await file(`api-page/${name}`)),
  })

export const metaRoutes: Routes<MetaPorts> = {
  'GET /healthz': route({
    summary: 'Whether every dependency answers and the data fit this code',
    permission: 'public',
    query: noQuery,
    body: noBody,
    answer: Health,
    status: 200,
    refusals: ['service.unhealthy', 'service.schema_mismatch'],
    run: async ({ dependencies, heldSchema }: MetaPorts) => {
      const names = Object.keys(dependencies)
      const states = await Promise.all(Object.values(dependencies).map(state))
      const down = names.filter((_, i) => states[i] === 'down')
      if (down.length > 0) return refuse({ code: 'service.unhealthy', down })
      const held = await heldSchema(schemaVersion)
      if (held !== schemaVersion) return refuse({ code: 'service.schema_mismatch', held, expected: schemaVersion })
      return ok({ status: 'ok' as const, schema: held, dependencies: Object.fromEntries(names.map((name) => [name, 'ok' as const])) })
    },
  }),

  'GET /openapi.json': route({
    summary: 'This API as OpenAPI 3.1',
    permission: 'public',
    query: noQuery,
    body: noBody,
    answer: z.unknown(),
    status: 200,
    refusals: [],
    // Written at synthesis, beside the bundle. It is JSON already, and goes out as it is.
    run: async ({ file }: MetaPorts) => ok(await file('openapi.json')),
  }),

  'GET /docs': pageFile('index.html', 'text/html; charset=utf-8'),
  'GET /docs/page.js': pageFile('page.js', 'text/javascript; charset=utf-8'),
  'GET /docs/swagger-ui.css': pageFile('swagger-ui.css', 'text/css; charset=utf-8'),
  'GET /docs/swagger-ui-bundle.js': pageFile('swagger-ui-bundle.js', 'text/javascript; charset=utf-8'),
}
