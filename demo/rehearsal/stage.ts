import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

type Addresses = Readonly<Record<'api' | 'control' | 'mail', string>>

/** A deployment of the rehearsal's own, as a process that can be killed at any moment. */
export type Stage = {
  /** Where it keeps everything that must survive a restart. */
  readonly folder: string
  /** Where it is now: after a restart somewhere else. Waits while it is down. */
  readonly at: () => Promise<Addresses>
  /** Kills it without a word and starts it again on the same folder. */
  readonly kill: () => Promise<void>
  /** Tries until it is answered, whatever is killed meanwhile. */
  readonly reach: (path: (addresses: Addresses) => string, init?: RequestInit) => Promise<Response>
  readonly remove: () => Promise<void>
}

const start = fileURLToPath(new URL('../../local/start.ts', import.meta.url))
/** A restart takes a second or two, on a busy machine ten. */
const patience = 120_000

const untilReady = async (child: ChildProcess): Promise<Addresses> => {
  const { promise, resolve, reject } = Promise.withResolvers<Addresses>()
  const found: Record<string, string> = {}
  const errors: string[] = []
  if (child.stderr) createInterface(child.stderr).on('line', (line) => errors.push(line))
  if (child.stdout)
    createInterface(child.stdout).on('line', (line) => {
      const [, name, url] = /^(\w+)\s+(http:\S+)$/.exec(line) ?? []
      if (name && url) found[name] = url
      if (line === 'ready') resolve({ api: found['api'] ?? '', control: found['control'] ?? '', mail: found['mail'] ?? '' })
    })
  child.once('exit', (code) => reject(new Error(`The deployment ended with ${code}:\n${errors.slice(-20).join('\n')}`)))
  return promise
}

type Running = { readonly child: ChildProcess; readonly ready: Promise<Addresses> }

const run = (dataDir: string, assembly: string): Running => {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  // What one deployment has compiled, the next loads: after a kill every function starts anew.
  const env = { PATH, PORT: '0', DATA_DIR: dataDir, ASSEMBLY_DIR: assembly, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) }
  const child = spawn(process.execPath, [start], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  return { child, ready: untilReady(child) }
}

const ended = async ({ child }: Running, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/** What fetch throws when nobody listens, or the connection breaks. */
const isBroken = (cause: unknown): boolean => cause instanceof TypeError

export const openStage = async (assembly: string): Promise<Stage> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lading-rehearsal-'))
  let running = run(dataDir, assembly)
  await running.ready
  const at = () => running.ready
  const reach: Stage['reach'] = async (path, init) => {
    const deadline = performance.now() + patience
    for (;;) {
      try {
        return await fetch(path(await at()), init)
      } catch (cause) {
        if (!isBroken(cause) || performance.now() > deadline) throw cause
        await sleep(50)
      }
    }
  }
  return {
    folder: dataDir,
    at,
    reach,
    kill: async () => {
      const dying = running
      const { promise, resolve } = Promise.withResolvers<Running>()
      running = { child: dying.child, ready: promise.then(({ ready }) => ready) }
      await ended(dying, 'SIGKILL')
      const next = run(dataDir, assembly)
      resolve(next)
      await next.ready
      running = next
    },
    remove: async () => {
      await ended(running, 'SIGTERM')
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
