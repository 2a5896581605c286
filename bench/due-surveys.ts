import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { createCustomers } from './customers.ts'
import type { Scale } from './scale.ts'
import { figure, type Section } from './section.ts'
import { openStage, type Stage } from './stage.ts'
import { seedSurveys } from './surveys.ts'

const day = 24 * 60 * 60_000
const giveUpMs = 45 * 60_000
const largest = 100_000

/** How far the surveys have come, read past the engine, which has enough to do. */
const watching = ({ tableFile, tableName }: Stage) => {
  const database = new DatabaseSync(tableFile, { readOnly: true, timeout: 10_000 })
  const due = database.prepare(`SELECT count(*) AS n FROM "${tableName}::gsi::byDue" WHERE gsi_sk < ? AND gsi_sk LIKE '%#survey#%'`)
  const mails = database.prepare(
    `SELECT count(*) AS n FROM "${tableName}" WHERE pk >= 'S:MESSAGE#msg_' AND pk < 'S:MESSAGE#msg~' AND sk = 'S:STATE'`,
  )
  return {
    /** Surveys that are to be dealt with before a moment (epoch milliseconds). */
    dueBefore: (moment: number): number => Number(due.get(`S:${new Date(moment).toISOString()}`)?.['n']),
    mails: (): number => Number(mails.get()?.['n']),
    close: () => database.close(),
  }
}

type Burst = { readonly handed: number; readonly sent: number; readonly queued: number; readonly before: number; readonly peak: number }

/**
 * From the moment that `count` surveys are to go out within one minute: seconds until all are handed over, until all are out, and until
 * the mail of each is queued; MB.
 */
const burst = async (count: number): Promise<Burst> => {
  const stage = await openStage()
  const customers = await createCustomers(stage, 50)
  await stage.settled()
  const from = Date.now() + day
  await seedSurveys(stage, { count, from, ms: 60_000, customers })
  const { dueBefore, mails, close } = watching(stage)
  const [mailsBefore, beganAt, before] = [mails(), performance.now(), stage.memoryMb()]
  const seconds = (): number => (performance.now() - beganAt) / 1000
  const advance = `PT${Math.ceil((from + 60_000 - Date.now()) / 1000)}S`
  const moved = fetch(`${stage.control}/clock`, { method: 'POST', body: JSON.stringify({ advance }) })
  let [handed, sent, peak] = [Number.NaN, Number.NaN, before]
  for (let queued = 0; queued < count; queued = mails() - mailsBefore) {
    if (seconds() * 1000 > giveUpMs) throw new Error(`The mails of ${queued} of ${count} surveys are queued after ${giveUpMs / 1000} s`)
    if (Number.isNaN(handed) && dueBefore(from + 60_000) === 0) handed = seconds()
    if (Number.isNaN(sent) && dueBefore(from + day) === 0) sent = seconds()
    peak = Math.max(peak, stage.memoryMb())
    await sleep(500)
  }
  const queued = seconds()
  close()
  await moved
  await stage.remove()
  return { handed: handed || queued, sent: sent || queued, queued, before, peak }
}

/** How fast much that falls due at once is dealt with. */
export const dueSurveys = async ({ due }: Scale): Promise<Section> => {
  const rows: (readonly string[])[] = []
  for (const size of due.filter((one) => one <= largest)) {
    const { handed, sent, queued, before, peak } = await burst(size)
    rows.push([size.toLocaleString('en'), ...[handed, sent, queued, size / queued, before, peak].map(figure)])
  }
  return {
    title: 'Surveys that fall due at once',
    columns: ['surveys', 'handed over s', 'out s', 'their mails queued s', 'a second', 'MB before', 'MB at most'],
    rows,
    notes: [
      'So many surveys are to go out within the same minute, each to a contact of its own. They are handed over once the index holds none of them as due, out once each has been decided on and committed with its event and the turn of its contact, and queued once each has the message that asks. It is night where the contacts are, so that the sender puts each mail off until their morning: what a provider takes a second is not measured here. That, results and webhooks run beside it on the same cores. Target: 100,000 within ten minutes, memory flat. Memory is that of all processes of the deployment.',
    ],
  }
}
