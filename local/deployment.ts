import { resolve } from 'node:path'
import { openClock, shiftDate } from './clock.ts'
import { controlListener } from './control.ts'
import { openLedger } from './ledger.ts'
import { listen } from './listen.ts'
import { openMail } from './mail.ts'
import { erase, type Runtime, type RuntimeOptions, startRuntime } from './runtime.ts'
import { dropTables } from './tables.ts'

export type Options = {
  /** The folder of a synthesized cloud assembly. */
  readonly assembly: string
  readonly dataDir: string
  /** 0 takes any free port. */
  readonly ports: { readonly api: number; readonly control: number; readonly mail: number }
  readonly region?: string | undefined
  /** Another DynamoDB than the one that comes along. */
  readonly dynamodbEndpoint?: string | undefined
}
export type Deployment = {
  /** As they are at the start. */
  readonly addresses: Addresses
  readonly warnings: readonly string[]
  /** Ends what is under way, then everything; nothing acknowledged is lost. */
  readonly stop: () => Promise<void>
}

const openPorts = async ({ api, control, mail }: Options['ports']) => {
  const [atApi, atControl, atMail] = await Promise.all([listen(api, 'the API'), listen(control, 'control'), listen(mail, 'mail')])
  return { api: atApi, control: atControl, mail: atMail }
}

type Addresses = Readonly<Record<'api' | 'control' | 'mail' | 'identity', string>>

/** The identity server is part of the runtime: after a reset it listens on another port. */
const addressesOf = ({ api, control, mail }: Awaited<ReturnType<typeof openPorts>>, { engines }: Runtime): Addresses => ({
  api: api.url,
  control: control.url,
  mail: mail.url,
  identity: engines.identity.url,
})

/** Keeps one runtime behind the listening ports, and swaps it for a fresh one on `reset`. */
class Swappable {
  readonly #options: RuntimeOptions
  readonly #onStart: (runtime: Runtime) => void
  #current: Runtime

  private constructor(options: RuntimeOptions, first: Runtime, onStart: (runtime: Runtime) => void) {
    this.#options = options
    this.#current = first
    this.#onStart = onStart
    onStart(first)
  }

  static async start(options: RuntimeOptions, onStart: (runtime: Runtime) => void): Promise<Swappable> {
    return new Swappable(options, await startRuntime(options), onStart)
  }

  get current(): Runtime {
    return this.#current
  }

  async reset(): Promise<void> {
    const { engines, stop } = this.#current
    await stop()
    this.#options.ledger.clear()
    this.#options.clock.reset()
    if (this.#options.dynamodbEndpoint) await dropTables(engines.table.call, engines.tables)
    erase(this.#options.dataDir)
    this.#current = await startRuntime(this.#options)
    this.#onStart(this.#current)
  }
}

/**
 * Runs a synthesized deployment on this machine. One a process, since it shifts the process's `Date`. Throws a sentence
 * when a port or the data folder is taken, or an engine is missing.
 */
export const startDeployment = async ({
  assembly,
  dataDir,
  ports,
  region = 'us-east-1',
  dynamodbEndpoint,
}: Options): Promise<Deployment> => {
  const folder = resolve(dataDir)
  const ledger = openLedger(folder)
  const open = await openPorts(ports).catch((cause: unknown) => {
    ledger.close()
    throw cause
  })
  const clock = openClock(ledger)
  const restoreDate = shiftDate(clock.shared)
  const options = {
    assembly: resolve(assembly),
    dataDir: folder,
    region,
    apiUrl: open.api.url,
    dynamodbEndpoint,
    ledger,
    clock,
    mailUrl: open.mail.url,
  }
  const running = await Swappable.start(options, ({ gateway }) => {
    if (gateway) open.api.serve(gateway.listener)
  })
  const mail = openMail()
  const addresses = () => addressesOf(open, running.current)
  const reset = async (): Promise<void> => {
    await running.reset()
    await mail.clear(open.mail.url)
  }
  open.mail.serve(mail.listener)
  open.control.serve(controlListener({ runtime: () => running.current, reset, clock, addresses }))
  return {
    addresses: addresses(),
    warnings: running.current.warnings,
    stop: async () => {
      await Promise.all([open.api.close(), open.control.close(), open.mail.close()])
      await running.current.stop()
      ledger.close()
      restoreDate()
    },
  }
}
