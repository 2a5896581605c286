import { resolve } from 'node:path'
import { type Clock, openClock, shiftDate } from './clock.ts'
import { controlListener } from './control/control.ts'
import { openMail } from './engines/mail.ts'
import { dropTables } from './engines/tables.ts'
import { openLedger } from './ledger.ts'
import { type Listening, listen } from './listen.ts'
import { erase, type Runtime, type RuntimeOptions, startRuntime } from './runtime.ts'

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

type Open = Readonly<Record<'api' | 'control' | 'mail', Listening>>

const openPorts = async ({ api, control, mail }: Options['ports']): Promise<Open> => {
  const [atApi, atControl, atMail] = await Promise.all([listen(api, 'the API'), listen(control, 'control'), listen(mail, 'mail')])
  return { api: atApi, control: atControl, mail: atMail }
}

type Addresses = Readonly<Record<'api' | 'control' | 'mail' | 'identity', string>>

/** The identity server is part of the runtime: after a reset it listens on another port. */
const addressesOf = ({ api, control, mail }: Open, { engines }: Runtime): Addresses => ({
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

/** The mailbox, where texts are taken too, and the control server: they stay while runtimes come and go. */
const serveBeside = (at: Open, running: Swappable, clock: Clock): void => {
  const mail = openMail(() => running.current.mailFeedback)
  const reset = async (): Promise<void> => {
    await running.reset()
    await mail.clear(at.mail.url)
  }
  at.mail.serve((message, response) => {
    const { texts } = running.current
    const { listener } = texts.isAsked(message) ? texts : mail
    listener(message, response)
  })
  at.control.serve(controlListener({ runtime: () => running.current, reset, clock, addresses: () => addressesOf(at, running.current) }))
}

/** The ports and the ledger, which says whose the data folder is; a port that is taken lets go of the folder again. */
const open = async (dataDir: string, ports: Options['ports']) => {
  const ledger = openLedger(dataDir)
  try {
    return { ledger, at: await openPorts(ports) }
  } catch (cause) {
    ledger.close()
    throw cause
  }
}

/**
 * Runs a synthesized deployment on this machine. One a process, since it shifts the process's `Date`. Throws a sentence
 * when a port or the data folder is taken, or an engine is missing.
 */
export const startDeployment = async ({ region = 'us-east-1', ports, ...options }: Options): Promise<Deployment> => {
  const [assembly, dataDir] = [resolve(options.assembly), resolve(options.dataDir)]
  const { ledger, at } = await open(dataDir, ports)
  const clock = openClock(ledger)
  const restoreDate = shiftDate(clock.shared)
  const running = await Swappable.start(
    { ...options, assembly, dataDir, region, ledger, clock, apiUrl: at.api.url, mailUrl: at.mail.url },
    ({ gateway }) => gateway && at.api.serve(gateway.listener),
  )
  serveBeside(at, running, clock)
  return {
    addresses: addressesOf(at, running.current),
    warnings: running.current.warnings,
    stop: async () => {
      await Promise.all([at.api.close(), at.control.close(), at.mail.close()])
      await running.current.stop()
      ledger.close()
      restoreDate()
    },
  }
}
