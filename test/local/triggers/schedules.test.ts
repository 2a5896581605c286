import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Clock, openClock } from '../../../local/clock.ts'
import { type Ledger, openLedger } from '../../../local/ledger.ts'
import { type Schedules, startSchedules } from '../../../local/triggers/schedules.ts'

const queue = 'arn:aws:sqs:us-east-1:000000000000:jobs'
const failed = 'arn:aws:sqs:us-east-1:000000000000:failed'
const rule = {
  id: 'Daily',
  stack: 'stack',
  type: 'AWS::Events::Rule',
  name: 'daily',
  ref: 'daily',
  arn: 'arn:aws:events:us-east-1:000000000000:rule/daily',
  properties: {
    ScheduleExpression: 'rate(1 day)',
    Targets: [{ Id: '1', Arn: queue, RetryPolicy: { MaximumRetryAttempts: 1 }, DeadLetterConfig: { Arn: failed } }],
  },
}
const assembly = { resources: [rule], assets: new Map() }

let folder: string
let ledger: Ledger
let clock: Clock
let schedules: Schedules | undefined
let tried: string[]
let broken: readonly string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lading-schedules-'))
  ledger = openLedger(folder)
  clock = openClock(ledger)
  tried = []
  broken = []
  vi.spyOn(console, 'error').mockReturnValue()
})
afterEach(async () => {
  await schedules?.stop()
  ledger.close()
  await rm(folder, { recursive: true })
  vi.restoreAllMocks()
})

const begin = (): Schedules => {
  const deliver = async (arn: string): Promise<void> => {
    tried.push(arn)
    if (broken.includes(arn)) throw new Error('unreachable')
  }
  return startSchedules(assembly, { clock, ledger, deliver })
}
const last = () => schedules?.all()[0]?.last

it('remembers a run only once it is delivered, and repeats it after a restart', async () => {
  broken = [queue]
  schedules = begin()
  const before = last()
  clock.advance(25 * 3_600_000)
  await schedules.look()
  expect([tried, last()]).toEqual([[queue], before])
  await schedules.stop()
  broken = []
  schedules = begin()
  await expect.poll(last).not.toBe(before)
  expect(tried).toEqual([queue, queue])
})

it('gives up when the retry policy says so, hands the run to the dead letters and goes on', async () => {
  broken = [queue]
  schedules = begin()
  const before = last()
  clock.advance(25 * 3_600_000)
  await expect.poll(last, { timeout: 10_000 }).not.toBe(before)
  expect(tried).toEqual([queue, queue, failed])
})

it('keeps a run for as long as not even the dead letters take it', async () => {
  broken = [queue, failed]
  schedules = begin()
  const before = last()
  clock.advance(25 * 3_600_000)
  await expect.poll(() => tried.filter((arn) => arn === failed).length, { timeout: 10_000 }).toBeGreaterThan(1)
  expect(last()).toBe(before)
})
