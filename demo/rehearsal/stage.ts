import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Spawned, spawnDeployment } from '../../local/spawned.ts'

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

/** A restart takes a second or two, on a busy machine ten. */
const patience = 120_000

type Running = { readonly spawned: Spawned; readonly ready: Promise<Addresses> }

const run = (dataDir: string, assembly: string): Running => {
  const spawned = spawnDeployment({ dataDir, env: { ASSEMBLY_DIR: assembly } })
  return { spawned, ready: spawned.ready.then(({ api = '', control = '', mail = '' }) => ({ api, control, mail })) }
}

/** What fetch throws when nobody listens, or the connection breaks. */
const isBroken = (cause: unknown): boolean => cause instanceof TypeError

/** Of one that nobody has killed, why it ended stands in what it printed last. */
const whyOver = ({ lines }: Spawned): string => `The deployment ended by itself:\n${lines.slice(-30).join('\n')}`

export const openStage = async (assembly: string): Promise<Stage> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lading-rehearsal-'))
  let running = run(dataDir, assembly)
  let isKilled = false
  await running.ready
  const at = () => running.ready
  const reach: Stage['reach'] = async (path, init) => {
    const deadline = performance.now() + patience
    for (;;) {
      try {
        return await fetch(path(await at()), init)
      } catch (cause) {
        const { spawned } = running
        if (!isKilled && spawned.isOver()) throw new Error(whyOver(spawned), { cause })
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
      const { spawned } = running
      const { promise, resolve } = Promise.withResolvers<Running>()
      isKilled = true
      running = { spawned, ready: promise.then(({ ready }) => ready) }
      await spawned.end('SIGKILL')
      const next = run(dataDir, assembly)
      resolve(next)
      await next.ready
      running = next
      isKilled = false
    },
    remove: async () => {
      await running.spawned.end('SIGTERM')
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
