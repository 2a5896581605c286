import type { CustomerGlances } from '../customers/ports.ts'
import type { CustomerFile } from './overview.ts'

export type CustomerFiles = {
  readonly file: (customerId: string) => Promise<CustomerFile | undefined>
  readonly glances: CustomerGlances
}
