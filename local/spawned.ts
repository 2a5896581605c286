import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type SpawnOptions = {
  readonly dataDir: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** `npm start`, where that itself is looked at; else the program behind it. */
  readonly command?: readonly [string, ...string[]] | undefined
  /** Is told each line that it prints as an error. */
  readonly onError?: (line: string) => void
}

/** A deployment in a process of its own, which can be killed at any moment. */
export type Spawned = {
  readonly pid: number
  /** What it says of itself at `ready`: an address a name. Rejects with the last of what it printed where it ends before. */
  readonly ready: Promise<Readonly<Record<string, string>>>
  /** Everything printed so far, a line an entry. */
  readonly lines: readonly string[]
  readonly isOver: () => boolean
  /** Has it stop by a signal and waits until it is gone; it may be already. Resolves with its exit code, null where a signal ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const start = fileURLToPath(new URL('start.ts', import.meta.url))

const readyOf = (child: ChildProcess, lines: string[], onError: SpawnOptions['onError']): Spawned['ready'] => {
  const { promise, resolve, reject } = Promise.withResolvers<Readonly<Record<string, string>>>()
  const addresses: Record<string, string> = {}
  const hear = (line: string): void => {
    lines.push(line)
    const [, name, url] = /^(\w+)\s+(http:\S+)$/.exec(line) ?? []
    if (name && url) addresses[name] = url
    if (line === 'ready') resolve(addresses)
  }
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', hear)
  if (child.stderr && onError) createInterface(child.stderr).on('line', onError)
  // Not at its exit: what it printed last may still be in the pipe.
  child.once('close', (code) => reject(new Error(`The deployment ended with ${code}:\n${lines.slice(-200).join('\n')}`)))
  return promise
}

/** Starts the deployment of a data folder on free ports: for those who measure, rehearse and test it. */
export const spawnDeployment = ({ dataDir, env = {}, command = [process.execPath, start], onError }: SpawnOptions): Spawned => {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  // What one deployment has compiled, the next loads: without, each of a hundred workers compiles anew what the last one has compiled.
  const own = { PATH, PORT: '0', DATA_DIR: dataDir, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), ...env }
  const [program, ...args] = command
  const child = spawn(program, args, { cwd: root, env: own, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null
  return {
    pid: child.pid ?? 0,
    ready: readyOf(child, lines, onError),
    lines,
    isOver,
    end: async (signal) => {
      if (isOver()) return child.exitCode
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
      return child.exitCode
    },
  }
}
