import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { seedDueTickets } from './due-tickets.ts'
import type { Scale } from './scale.ts'
import { figure, type Section } from './section.ts'
import { openStage, type Stage } from './stage.ts'

const day = 24 * 60 * 60_000
const giveUpMs = 30 * 60_000

const watching = ({ tableFile, tableName }: Stage) => {
  const database = new DatabaseSync(tableFile, { readOnly: true, timeout: 10_000 })
  const due = database.prepare(`SELECT count(*) AS n FROM "${tableName}::gsi::byDue" WHERE gsi_sk < ? AND gsi_sk LIKE '%#ticket#%'`)
  const told = database.prepare(`SELECT count(DISTINCT pk) AS n FROM "${tableName}" WHERE pk >= 'S:EVENTS#tkt_' AND pk < 'S:EVENTS#tkt~'`)
  return {
    dueBefore: (moment: number): number => Number(due.get(`S:${new Date(moment).toISOString()}`)?.['n']),
    told: (): number => Number(told.get()?.['n']),
    close: () => database.close(),
  }
}

/** From the moment that the deadlines of `count` tickets come within one minute: seconds until all are handed over, until all are through. */
const burst = async (count: number) => {
  const stage = await openStage()
  await stage.settled()
  const from = Date.now() + day
  await seedDueTickets(stage, { count, from, ms: 60_000 })
  const { dueBefore, told, close } = watching(stage)
  const began = performance.now()
  const seconds = (): number => (performance.now() - began) / 1000
  const advance = `PT${Math.ceil((from + 60_000 - Date.now()) / 1000)}S`
  const moved = fetch(`${stage.control}/clock`, { method: 'POST', body: JSON.stringify({ advance }) })
  let handed = Number.NaN
  while (told() < count) {
    if (seconds() * 1000 > giveUpMs) throw new Error(`${told()} of ${count} tickets were seen to within ${giveUpMs / 1000} s`)
    if (Number.isNaN(handed) && dueBefore(from + 60_000) === 0) handed = seconds()
    await sleep(250)
  }
  const done = seconds()
  await moved
  close()
  await stage.remove()
  return { handed: Number.isNaN(handed) ? done : handed, done }
}

/** How fast the clock sees to tickets of which many come to a deadline at once. */
export const ticketClock = async ({ dueTickets }: Scale): Promise<Section> => {
  const rows: (readonly string[])[] = []
  for (const size of dueTickets) {
    const { handed, done } = await burst(size)
    rows.push([size.toLocaleString('en'), figure(handed), figure(done), figure(size / done)])
  }
  return {
    title: 'Deadlines that come at once',
    columns: ['tickets', 'handed over s', 'through s', 'a second'],
    rows,
    notes: [
      'So many tickets have used up half of the time for their first answer, all within the same minute, and the sweep finds them when it is over. They are handed over once the index holds none of them as due, and through once each has its event and its next step; what follows from the event (notices) runs beside it on the same cores. Target: 10,000 within the minute.',
    ],
  }
}
