import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Stage } from './stage.ts'

const script = fileURLToPath(new URL('bare-server.ts', import.meta.url))

/** The yardstick, on the same engine. */
export const bareServer = async ({ engine, tableName }: Stage) => {
  const child = spawn(process.execPath, [script, engine, tableName], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port]: unknown[] = await once(child.stdout, 'data')
  return { base: `http://127.0.0.1:${String(port).trim()}`, end: () => child.kill() }
}
