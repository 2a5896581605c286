import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import * as z from 'zod'
import type { TokenRequest } from '../../local/gateway/identity.ts'

export type DeployOptions = {
  /** The project's own assembly, synthesized once a run, unless another is given. */
  readonly assembly?: string
  readonly env?: Readonly<Record<string, string>>
}
export type TestDeployment = {
  readonly api: string
  readonly control: string
  readonly mail: string
  readonly dataDir: string
  readonly pid: number
  readonly token: (request?: TokenRequest & { readonly role?: string }) => Promise<string>
  /** Everything printed so far, a line an entry. */
  readonly logs: () => readonly string[]
  readonly kill9: () => Promise<void>
  readonly stop: () => Promise<number | null>
  /** Stops it (it may be dead already) and starts it again on the same data folder, on other ports; with `assembly`, as another one has it. */
  readonly restart: (assembly?: string) => Promise<TestDeployment>
  /** Ends it and deletes its data. */
  readonly remove: () => Promise<void>
}

const start = fileURLToPath(new URL('../../local/start.ts', import.meta.url))

/** Reads what the runner prints until `ready`. Rejects with all of it when the runner ends before. */
const untilReady = (child: ChildProcess, lines: string[]): Promise<Readonly<Record<string, string>>> => {
  const { promise, resolve, reject } = Promise.withResolvers<Readonly<Record<string, string>>>()
  const addresses: Record<string, string> = {}
  const hear = (line: string): void => {
    lines.push(line)
    const [, name, url] = /^(\w+)\s+(http:\S+)$/.exec(line) ?? []
    if (name && url) addresses[name] = url
    if (line === 'ready') resolve(addresses)
  }
  if (child.stdout) createInterface(child.stdout).on('line', hear)
  if (child.stderr) createInterface(child.stderr).on('line', hear)
  child.once('exit', (code) => reject(new Error(`The deployment ended with ${code}:\n${lines.join('\n')}`)))
  return promise
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
  return child.exitCode
}

const askToken = async (control: string, { role, ...request }: TokenRequest & { readonly role?: string }): Promise<string> => {
  const body = JSON.stringify({ ...request, roles: role ? [role] : (request.roles ?? []) })
  const answer = await fetch(`${control}/token`, { method: 'POST', body })
  if (!answer.ok) throw new Error(await answer.text())
  return z.object({ token: z.string() }).parse(await answer.json()).token
}

const run = async (dataDir: string, options: DeployOptions): Promise<TestDeployment> => {
  const env = {
    PATH: process.env['PATH'],
    // As `npm start` has it: without, each of a hundred workers compiles anew what the last one has compiled.
    ...(process.env['NODE_COMPILE_CACHE'] && { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }),
    PORT: '0',
    DATA_DIR: dataDir,
    ASSEMBLY_DIR: options.assembly ?? inject('assembly'),
    ...options.env,
  }
  const child = spawn(process.execPath, [start], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  const { api = '', control = '', mail = '' } = await untilReady(child, lines)
  const stop = () => end(child, 'SIGTERM')
  return {
    api,
    control,
    mail,
    dataDir,
    pid: child.pid ?? 0,
    token: (request = {}) => askToken(control, request),
    logs: () => lines,
    kill9: async () => void (await end(child, 'SIGKILL')),
    stop,
    restart: async (assembly) => {
      await stop()
      return run(dataDir, { ...options, ...(assembly !== undefined && { assembly }) })
    },
    remove: async () => {
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Starts a deployment as a process of its own, on free ports and a new data folder. Resolves when it is ready. */
export const deploy = async (options: DeployOptions = {}): Promise<TestDeployment> => run(await mkdtemp(join(tmpdir(), 'lading-')), options)
