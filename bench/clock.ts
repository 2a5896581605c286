import * as z from 'zod'
import { seedReminders } from './reminders.ts'
import type { Scale } from './scale.ts'
import { figure, median, type Section } from './section.ts'
import { openStage, type Stage } from './stage.ts'

const day = 24 * 60 * 60_000

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

/** What the clock costs while nothing is due, however much waits. */
export const clock = async ({ due, starts }: Scale): Promise<Section> => {
  const stage = await openStage()
  const rows: (readonly string[])[] = []
  let there = 0
  for (const size of due) {
    await seedReminders(stage, { count: size - there, from: Date.now() + 300 * day, ms: 30 * day })
    there = size
    const { ms, requests } = await idle(stage, starts)
    rows.push([size.toLocaleString('en'), figure(ms), requests])
  }
  await stage.remove()
  return {
    title: 'The clock',
    columns: ['reminders that wait', 'idle sweep ms', 'its requests'],
    rows,
    notes: [
      'So many wait for next year and a sweep finds nothing due (median run inside the handler). The count of its requests is that of the index’s partitions.',
    ],
  }
}
