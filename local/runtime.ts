import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import { deliverer } from './deliver.ts'
import { type EngineOptions, type Engines, startEngines } from './engines.ts'
import { sweepExpired } from './expiry.ts'
import { functionPlans } from './function-kinds.ts'
import { type Functions, startFunctions } from './functions.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { readApi } from './http-api.ts'
import { unknowns } from './known-types.ts'
import type { Ledger } from './ledger.ts'
import { openLogs } from './logs.ts'
import { type Schedules, startSchedules } from './schedules.ts'
import { startSources } from './sources.ts'
import { surroundingsOf } from './surroundings.ts'

/** Everything that runs between the listening ports and the data folder; `reset` ends one and begins another. */
export type Runtime = {
  readonly engines: Engines
  readonly functions: Functions
  readonly gateway: Gateway | undefined
  readonly schedules: Schedules
  readonly warnings: readonly string[]
  readonly logOf: (name: string) => string
  /** Deletes what has expired on the deployment's clock. */
  readonly sweep: () => Promise<void>
  readonly stop: () => Promise<void>
}
export type RuntimeOptions = EngineOptions & { readonly ledger: Ledger; readonly clock: Clock; readonly mailUrl: string }

const sweepEveryMs = 60_000

export const startRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const { dataDir, ledger, clock, region, mailUrl } = options
  const engines = await startEngines(options)
  const logs = openLogs(dataDir)
  const { plans, warnings } = functionPlans(engines.assembly, dataDir)
  const functions = startFunctions(plans, surroundingsOf(engines, { region, clock, logs, mailUrl }))
  const api = readApi(engines.assembly)
  const ending = new AbortController()
  const sources = startSources({ engines, functions, ledger, clock, region }, ending.signal)
  const schedules = startSchedules(engines.assembly, { clock, ledger, deliver: deliverer(engines, functions) })
  const sweep = async (): Promise<void> => {
    for (const table of engines.tables) await sweepExpired(engines.table.call, table, clock)
  }
  const timer = setInterval(() => void sweep(), sweepEveryMs)
  return {
    engines,
    functions,
    gateway: api && createGateway(api, functions, engines.identity),
    schedules,
    warnings: [...unknowns(engines.assembly), ...engines.warnings, ...warnings],
    logOf: logs.tail,
    sweep,
    stop: async () => {
      clearInterval(timer)
      ending.abort()
      await Promise.race([Promise.all([schedules.stop(), sources]), new Promise((resolve) => setTimeout(resolve, 2500).unref())])
      await functions.stop()
      logs.stop()
      await engines.stop()
    },
  }
}

/** Empties the data folder, but for the key that signs tokens: whoever holds one keeps it. */
export const erase = (dataDir: string): void => {
  for (const name of ['table.sqlite', 'table.sqlite-wal', 'table.sqlite-shm', 'queues', 'logs', 'inline', 'kms-keys.json'])
    rmSync(join(dataDir, name), { recursive: true, force: true })
}
