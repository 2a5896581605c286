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

type Bounds = Readonly<Record<string, number>>
const Figures = z.record(Code, z.number())

/** Bounds of figures, written out as in a query: `delay=24`. */
export const boundWords = (bounds: Bounds): string =>
  new URLSearchParams(Object.entries(bounds).map(([name, bound]): [string, string] => [name, String(bound)])).toString()

const number = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/
export const boundsIn = (words: string): Bounds =>
  Object.fromEntries([...new URLSearchParams(words)].map(([name, text]) => [name, number.test(text) ? Number(text) : Number.NaN]))

export const BoundWords = z
  .string()
  .max(1000)
  .check(rule('bounds.unreadable', (words) => Figures.safeParse(boundsIn(words)).success))
