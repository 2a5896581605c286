import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { rule } from '../kernel/rule.ts'

const Wanted = z.record(Code, z.string().min(1).max(64))
type Wanted = z.infer<typeof Wanted>

/** What events are to have said, written out as in a query: `lane=sha-lax&mode=air`. */
export const driverWords = (drivers: Wanted): string =>
  new URLSearchParams(Object.entries(drivers).toSorted(([a], [b]) => (a < b ? -1 : 1))).toString()

export const driversIn = (words: string): Wanted => Object.fromEntries(new URLSearchParams(words))

export const DriverWords = z
  .string()
  .max(1000)
  .check(rule('drivers.unreadable', (words) => Wanted.safeParse(driversIn(words)).success))
