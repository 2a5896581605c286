import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { seedReminders } from './reminders.ts'
import type { Scale } from './scale.ts'
import { figure, median, type Section } from './section.ts'
import { openStage, type Stage } from './stage.ts'

const day = 24 * 60 * 60_000
const giveUpMs = 30 * 60_000

const sweepOf = async ({ control }: Stage): Promise<string> => {
  const schedules = z.array(z.looseObject({ name: z.string() })).parse(await (await fetch(`${control}/schedules`)).json())
  const clock = schedules.find(({ name }) => name.includes('DueSweep'))
  if (!clock) throw new Error('No schedule is the clock')
  return clock.name
}

const swept = async (stage: Stage) => {
  const usage = (await stage.usage('functions')).find(({ name }) => name?.includes('DueSweepWorker'))
  return { invocations: usage?.invocations ?? 0, ms: usage?.run.last ?? 0, requests: usage?.requests?.last ?? 0 }
}

/** What a sweep costs that finds nothing due while `waiting` reminders wait for next year. */
const idle = async (stage: Stage, runs: number) => {
  const schedule = await sweepOf(stage)
  const times: number[] = []
  const requests = new Set<number>()
  for (let run = 0; run < runs + 2; run += 1) {
    await fetch(`${stage.control}/schedules/${encodeURIComponent(schedule)}/run`, { method: 'POST' })
    const seen = await swept(stage)
    if (run < 2) continue
    times.push(seen.ms)
    requests.add(seen.requests)
  }
  return { ms: median(times), requests: [...requests].join(', ') }
}

/** Reminders in the due index below `horizon`, read past the engine, which has enough to do. */
const countWaiting = ({ tableFile, tableName }: Stage) => {
  const database = new DatabaseSync(tableFile, { readOnly: true, timeout: 10_000 })
  const count = database.prepare(`SELECT count(*) AS n FROM "${tableName}::gsi::byDue" WHERE gsi_sk < ? AND gsi_sk LIKE '%#reminder#%'`)
  return {
    below: (horizon: number): number => Number(count.get(`S:${new Date(horizon).toISOString()}`)?.['n']),
    close: () => database.close(),
  }
}

type Burst = { readonly handed: number; readonly done: number; readonly before: number; readonly peak: number }

/** From the moment that `count` reminders fall due within one minute: seconds until all are handed over, until all are through; MB. */
const burst = async (count: number): Promise<Burst> => {
  const stage = await openStage()
  await stage.settled()
  const from = Date.now() + day
  await seedReminders(stage, { count, from, ms: 60_000 })
  const waiting = countWaiting(stage)
  const [beganAt, before] = [performance.now(), stage.memoryMb()]
  const seconds = (): number => (performance.now() - beganAt) / 1000
  const moved = fetch(`${stage.control}/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance: `PT${Math.ceil((from - Date.now()) / 1000)}S` }),
  })
  let [handed, peak] = [Number.NaN, before]
  while (waiting.below(from + day) > 0) {
    if (seconds() * 1000 > giveUpMs)
      throw new Error(`${waiting.below(from + day)} of ${count} have not fallen due within ${giveUpMs / 1000} s`)
    if (Number.isNaN(handed) && waiting.below(from + 60_000) === 0) handed = seconds()
    peak = Math.max(peak, stage.memoryMb())
    await sleep(500)
  }
  const done = seconds()
  waiting.close()
  await moved
  await stage.remove()
  return { handed: Number.isNaN(handed) ? done : handed, done, before, peak }
}

const largestBurst = 100_000

/** What the clock costs while nothing is due, however much waits, and how fast it deals with much at once. */
export const clock = async ({ due, starts }: Scale): Promise<Section> => {
  const stage = await openStage()
  const resting = new Map<number, Awaited<ReturnType<typeof idle>>>()
  let there = 0
  for (const size of due) {
    await seedReminders(stage, { count: size - there, from: Date.now() + 300 * day, ms: 30 * day })
    there = size
    resting.set(size, await idle(stage, starts))
  }
  await stage.remove()
  const rows: (readonly string[])[] = []
  for (const size of due) {
    const { ms = 0, requests = '' } = resting.get(size) ?? {}
    const fallen = size <= largestBurst ? await burst(size) : undefined
    const { handed, done, before, peak } = fallen ?? {}
    const shown = [handed, done, done && size / done, before, peak].map((value) => (value === undefined ? '' : figure(value)))
    rows.push([size.toLocaleString('en'), figure(ms), requests, ...shown])
  }
  return {
    title: 'The clock',
    columns: [
      'reminders',
      'idle sweep ms',
      'its requests',
      'due at once: handed over s',
      'through s',
      'a second',
      'MB before',
      'MB at most',
    ],
    rows,
    notes: [
      'Idle: so many wait for next year and a sweep finds nothing due (median run inside the handler). The count of its requests is that of the index’s partitions.',
      'Due at once: so many fall due within the same minute, of which the last sixty seconds after the first. They are through once each has been decided on and committed with its event, while what follows from the event (notifications, mail) runs beside it on the same cores. Target: 100,000 within ten minutes, memory flat. Memory is that of all processes of the deployment.',
    ],
  }
}
