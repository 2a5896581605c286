import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import * as z from 'zod'
import type { TokenRequest } from '../../local/gateway/identity.ts'
import { spawnDeployment } from '../../local/spawned.ts'

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

const askToken = async (control: string, { role, ...request }: TokenRequest & { readonly role?: string }): Promise<string> => {
  const body = JSON.stringify({ ...request, roles: role ? [role] : (request.roles ?? []) })
  const answer = await fetch(`${control}/token`, { method: 'POST', body })
  if (!answer.ok) throw new Error(await answer.text())
  return z.object({ token: z.string() }).parse(await answer.json()).token
}

const run = async (dataDir: string, options: DeployOptions): Promise<TestDeployment> => {
  const { pid, ready, lines, end } = spawnDeployment({
    dataDir,
    env: { ASSEMBLY_DIR: options.assembly ?? inject('assembly'), ...options.env },
  })
  const { api = '', control = '', mail = '' } = await ready
  const stop = () => end('SIGTERM')
  return {
    api,
    control,
    mail,
    dataDir,
    pid,
    token: (request = {}) => askToken(control, request),
    logs: () => lines,
    kill9: async () => void (await end('SIGKILL')),
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
