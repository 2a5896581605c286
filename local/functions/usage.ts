import type { Outcome } from './pool.ts'

/** One measure over many invocations. */
export type Tally = { last: number; max: number; total: number }
/** What invocations of one function, or through one route, have cost. Times in milliseconds. */
export type Usage = {
  invocations: number
  errors: number
  readonly run: Tally
  readonly cpu: Tally
  readonly readUnits: Tally
  readonly writeUnits: Tally
  /** Requests to any service. */
  readonly requests: Tally
  readonly kms: Tally
  /** Requests by service and operation, over all invocations. */
  readonly calls: Record<string, number>
}

const tally = (): Tally => ({ last: 0, max: 0, total: 0 })
const add = (to: Tally, value: number): void => {
  to.last = value
  to.max = Math.max(to.max, value)
  to.total += value
}

export const newUsage = (): Usage => ({
  invocations: 0,
  errors: 0,
  run: tally(),
  cpu: tally(),
  readUnits: tally(),
  writeUnits: tally(),
  requests: tally(),
  kms: tally(),
  calls: {},
})

export const record = (usage: Usage, { error, runMs, cpuMs, use }: Outcome): void => {
  let [requests, kms] = [0, 0]
  for (const operation in use.calls) {
    const times = use.calls[operation] ?? 0
    usage.calls[operation] = (usage.calls[operation] ?? 0) + times
    requests += times
    if (operation.startsWith('kms.')) kms += times
  }
  usage.invocations += 1
  if (error) usage.errors += 1
  add(usage.run, runMs)
  add(usage.cpu, cpuMs)
  add(usage.readUnits, use.readUnits)
  add(usage.writeUnits, use.writeUnits)
  add(usage.requests, requests)
  add(usage.kms, kms)
}
