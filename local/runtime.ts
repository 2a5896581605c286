import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { unknowns } from './assembly/known-types.ts'
import type { Clock } from './clock.ts'
import { type EngineOptions, type Engines, startEngines } from './engines/engines.ts'
import { sweepExpired } from './engines/expiry.ts'
import { watchInbox } from './engines/inbox.ts'
import { type MailDoor, mailDoor } from './engines/mail-door.ts'
import { type MailFeedback, startMailFeedback } from './engines/mail-feedback.ts'
import { startTexts, type Texts } from './engines/texts.ts'
import { type Functions, startFunctions } from './functions/functions.ts'
import { openLogs } from './functions/logs.ts'
import { functionPlans } from './functions/plans.ts'
import { surroundingsOf } from './functions/surroundings.ts'
import { readApi } from './gateway/api.ts'
import { createGateway, type Gateway } from './gateway/gateway.ts'
import type { Ledger } from './ledger.ts'
import { type Sweeps, startSweeps } from './sweeps.ts'
import { deliverer } from './triggers/deliver.ts'
import { readMappings, streamMappings } from './triggers/mappings.ts'
import { forgetRead } from './triggers/read-records.ts'
import { type Schedules, startSchedules } from './triggers/schedules.ts'
import { startSources } from './triggers/sources.ts'

/** Everything that runs between the listening ports and the data folder; `reset` ends one and begins another. */
export type Runtime = {
  readonly engines: Engines
  readonly functions: Functions
  readonly gateway: Gateway | undefined
  readonly schedules: Schedules
  readonly mailFeedback: MailFeedback
  readonly mailDoor: MailDoor
  readonly texts: Texts
  readonly warnings: readonly string[]
  readonly logOf: (name: string) => string
  /** Deletes what has expired on the deployment's clock, and what streams forget. */
  readonly sweep: () => Promise<void>
  readonly stop: () => Promise<void>
}
export type RuntimeOptions = EngineOptions & { readonly ledger: Ledger; readonly clock: Clock; readonly mailUrl: string }

const sweepEveryMs = 60_000

/** How long a stop waits for batches and runs in hand; what is then cut off comes again at the next start. */
const patienceMs = 2500

const sweeping = ({ assembly, tables, table: engine, objects }: Engines, { clock, ledger }: RuntimeOptions): Sweeps => {
  const followers = streamMappings(readMappings(assembly))
  return startSweeps(async (pace, signal) => {
    for (const table of tables) await sweepExpired({ engine, table, clock }, pace, signal)
    await objects.expire()
    await forgetRead({ engine, tables, followers, ledger, clock }, pace, signal)
  }, sweepEveryMs)
}

/** What starts work by itself: queues, streams and schedules. `end` resolves when what they have in hand is through, or patience is. */
const startTriggers = (engines: Engines, functions: Functions, { ledger, clock, region }: RuntimeOptions) => {
  const deliver = deliverer(engines, functions)
  const ending = new AbortController()
  const sources = startSources({ engines, functions, ledger, clock, region }, ending.signal)
  const schedules = startSchedules(engines.assembly, { clock, ledger, deliver })
  const end = async (): Promise<void> => {
    ending.abort()
    await Promise.race([Promise.all([schedules.stop(), sources]), new Promise((resolve) => setTimeout(resolve, patienceMs).unref())])
  }
  return { schedules, deliver, end }
}

export const startRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const { dataDir, clock, region, mailUrl } = options
  const engines = await startEngines(options)
  const logs = openLogs(dataDir)
  const { plans, warnings } = functionPlans(engines.assembly, dataDir)
  const functions = startFunctions(plans, surroundingsOf(engines, { region, clock, logs, mailUrl }))
  const api = readApi(engines.assembly)
  const triggers = startTriggers(engines, functions, options)
  const expiry = sweeping(engines, options)
  const telling = { assembly: engines.assembly, deliver: triggers.deliver, ledger: options.ledger }
  const [mailFeedback, texts] = [startMailFeedback(telling), startTexts({ ...telling, region })]
  const door = mailDoor({ ...engines, region })
  const inbox = await watchInbox(join(dataDir, 'inbox'), door)
  return {
    engines,
    functions,
    gateway: api && createGateway(api, functions, engines.identity),
    schedules: triggers.schedules,
    mailFeedback,
    mailDoor: door,
    texts,
    warnings: [...unknowns(engines.assembly), ...engines.warnings, ...warnings],
    logOf: logs.tail,
    sweep: expiry.now,
    stop: async () => {
      await inbox.stop()
      await expiry.end()
      await triggers.end()
      await functions.stop()
      await Promise.all([mailFeedback.stop(), texts.stop()])
      logs.stop()
      await engines.stop()
    },
  }
}

/** Empties the data folder, but for the key that signs tokens: whoever holds one keeps it. */
export const erase = (dataDir: string): void => {
  for (const name of ['table.sqlite', 'table.sqlite-wal', 'table.sqlite-shm', 'queues', 'objects', 'logs', 'inline', 'kms-keys.json'])
    rmSync(join(dataDir, name), { recursive: true, force: true })
}
