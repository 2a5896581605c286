import type { Clock } from '../clock.ts'
import type { Runtime } from '../runtime.ts'

/** What the control server shows and moves. Each is asked anew, since a reset replaces the runtime and with it an address. */
export type ControlContext = {
  readonly runtime: () => Runtime
  readonly reset: () => Promise<void>
  readonly clock: Clock
  readonly addresses: () => Readonly<Record<string, string>>
}
