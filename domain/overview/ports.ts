import type { CustomerGlances } from '../customers/ports.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ReachedTickets } from '../tickets/ports.ts'
import type { CustomerFile } from './overview.ts'

export type CustomerFiles = {
  readonly file: (customerId: string, now: Instant) => Promise<CustomerFile | undefined>
  readonly glances: CustomerGlances
  readonly reachedTickets: ReachedTickets
}
