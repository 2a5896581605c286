import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { synthesize } from '../../local/synthesize.ts'
import { progress } from '../progress.ts'
import { report } from '../rehearsal/check.ts'
import { unknownIn } from './check-hours.ts'
import { finalLedgerOf } from './checks.ts'
import { dense, firmOf, type Pace, quarterly } from './firm.ts'
import { keepLedger, keptLedger } from './kept-ledger.ts'
import { leaps, type Played, type Script } from './play.ts'
import { rehearse } from './rehearse.ts'

/** `npm run quarter`: plays a quarter of a firm's life in minutes, twice, and checks that everything happened at its time, once. */

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '200' },
    days: { type: 'string', default: '92' },
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    /** How many of a hundred customers call on a day, where it is not as the pace has it. */
    calls: { type: 'string' },
    /** Reviews and visits every few days: as much in three weeks as in a quarter. */
    dense: { type: 'boolean', default: false },
    /** The first day: what people do hangs on the days, so the same quarter is one that begins on the same day. */
    first: { type: 'string' },
    /** Where the ledger of the undisturbed playing is kept; and one that was kept, so that the quarter is played with kills alone. */
    keep: { type: 'string' },
    against: { type: 'string' },
  },
})
const root = join(import.meta.dirname, '../..')

const whole = (name: 'customers' | 'days' | 'kills' | 'seed', least: number): number => {
  const number = Number(values[name])
  if (!Number.isInteger(number) || number < least) throw new Error(`--${name} takes a whole number from ${least} on`)
  return number
}

/** How often things come up in the firm that was asked for. */
const paceAsked = (): Pace => {
  const pace = values.dense ? dense : quarterly
  if (values.calls === undefined) return pace
  const calls = Number(values.calls) / 100
  if (!(calls >= 0 && calls <= 1)) throw new Error('--calls takes a number from 0 to 100')
  return { ...pace, calls }
}

const countsOf = ({ events }: Played): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(events, ({ type }) => type)].map(([type, all]) => [type, all.length]))

const tableOf = (played: readonly Played[]): string => {
  const counts = played.map(countsOf)
  const types = [...new Set(counts.flatMap((one) => [...one.keys()]))].sort()
  return types.map((type) => `${type.padEnd(28)}${counts.map((one) => String(one.get(type) ?? 0).padStart(10)).join('')}`).join('\n')
}

const summaryOf = (played: Played): string => {
  const { killedAt, seconds, events, span, receiver } = played
  const killed = killedAt.length === 0 ? 'never killed' : `killed at ${killedAt.join(', ')}`
  const unknown = unknownIn(played)
  const lost = unknown.length === 0 ? '' : `; unknown: ${unknown.join(', ')}`
  return `${span.first} to ${span.last}, ${events.length} events in ${seconds.toFixed(0)} s, ${killed}; ${receiver.repeated()} webhooks came again${lost}`
}

const firstAsked = (): string | undefined => {
  const { first, against } = values
  if (first === undefined && against !== undefined) throw new Error('--against needs the --first of the quarter that was kept')
  if (first !== undefined && !/^\d{4}-\d\d-\d\d$/.test(first)) throw new Error('--first takes a day, such as 2026-12-01')
  return first
}

const run = async (): Promise<number> => {
  const [customers, days, kills, seed] = [whole('customers', 1), whole('days', 1), whole('kills', 0), whole('seed', 0)]
  const assembly = await synthesize(root, join(root, 'cdk.out'))
  const shown = new Map<string, ReturnType<typeof progress>>()
  const onDay = (title: string, done: number): void => {
    const bar = shown.get(title) ?? progress(title)
    shown.set(title, bar)
    bar.to(done)
    if (done === 1) bar.end()
  }
  const script: Script = { firm: firmOf(customers, paceAsked()), days, first: firstAsked(), leaps, kills, seed, assembly }
  const calm = values.against === undefined ? undefined : await keptLedger(values.against, script)
  const { played, checks } = await rehearse({ ...script, calm, onDay })
  const undisturbed = played.find(({ killedAt }) => killedAt.length === 0)
  if (values.keep !== undefined && undisturbed)
    await keepLedger(values.keep, finalLedgerOf(undisturbed), { script, first: undisturbed.span.first })
  console.log(
    `\n${customers} customers, ${days} days, seed ${seed}\n${played.map(summaryOf).join('\n')}\n\n${tableOf(played)}\n\n${checks.map(report).join('\n')}`,
  )
  const failed = checks.filter(({ faults }) => faults.length > 0).length
  console.log(`\n${checks.length - failed} checks passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

run().then(
  (code) => process.exit(code),
  (cause: unknown) => {
    console.error(cause)
    process.exit(1)
  },
)
