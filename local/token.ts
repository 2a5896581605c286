import { parseArgs } from 'node:util'
import * as z from 'zod'
import { settings } from './settings.ts'

/** `npm run -s token -- --role agent`: prints a token of the running local deployment, and nothing else. */

const { values } = parseArgs({
  options: {
    role: { type: 'string', multiple: true, default: [] },
    sub: { type: 'string', default: 'usr_1' },
    scope: { type: 'string', default: 'all' },
    /** Scopes of a machine client, such as `lading/customers:read`. */
    client: { type: 'string' },
  },
})

const ask = async (): Promise<string> => {
  const { ports } = settings(process.env)
  const body = {
    sub: values.sub,
    roles: values.role,
    scope: values.scope,
    ...(values.client !== undefined && { scopes: values.client.split(/[\s,]+/) }),
  }
  const answer = await fetch(`http://127.0.0.1:${ports.control}/token`, { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(await answer.text())
  return z.object({ token: z.string() }).parse(await answer.json()).token
}

ask().then(console.log, (cause: unknown) => {
  const isDown = cause instanceof TypeError
  console.error(isDown ? 'No deployment answers here. Is `npm start` running, with the same PORT or CONTROL_PORT?' : String(cause))
  process.exit(1)
})
