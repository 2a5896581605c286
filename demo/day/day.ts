import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { synthesize } from '../../local/synthesize.ts'
import { progress } from '../progress.ts'
import { report } from '../rehearsal/check.ts'
import type { RawEvent } from '../rehearsal/raw.ts'
import { type Rehearsed, rehearse } from './rehearse.ts'

/** `npm run day`: plays a day at a service desk on the eve of a holiday, and checks that nothing was lost, doubled or left lying. */

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '2000' },
    agents: { type: 'string', default: '10' },
    /** Minutes between two looks at the clock. */
    step: { type: 'string', default: '10' },
    kills: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
})
const root = join(import.meta.dirname, '../..')

const whole = (name: keyof typeof values, least: number): number => {
  const number = Number(values[name])
  if (!Number.isInteger(number) || number < least) throw new Error(`--${name} takes a whole number from ${least} on`)
  return number
}

const tableOf = (rows: Iterable<readonly [what: string, count: number]>): string =>
  [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, count]) => `${what.padEnd(44)}${String(count).padStart(8)}`)
    .join('\n')

const countBy = <Item>(items: readonly Item[], nameOf: (item: Item) => string) =>
  [...Map.groupBy(items, nameOf)].map(([name, all]) => [name, all.length] as const)

const eventsWorthTelling = /^(?:ticket|inbound|desk_answer|queue|survey)\./
const summary = ({ played: { dates, journal, seconds }, events }: Rehearsed): string => {
  const doors = countBy([...journal.brought.values()], ({ coming, how }) => `${coming.door}: ${how}`)
  const happened = countBy(
    events.filter(({ type }) => eventsWorthTelling.test(type)),
    ({ type }: RawEvent) => type,
  )
  const killed = journal.killedAt.length === 0 ? 'never killed' : `killed at ${journal.killedAt.join(', ')}`
  return [
    `${dates.eve}, the eve of a holiday: ${journal.brought.size} messages, ${events.length} events, ${seconds.toFixed(0)} s, ${killed}`,
    tableOf(doors),
    tableOf(journal.counts),
    tableOf(happened),
  ].join('\n\n')
}

const run = async (): Promise<number> => {
  const script = {
    messages: whole('messages', 20),
    agents: whole('agents', 2),
    step: whole('step', 1),
    kills: whole('kills', 0),
    seed: whole('seed', 0),
  }
  const assembly = await synthesize(root, join(root, 'cdk.out'))
  const bar = progress('day')
  const rehearsed = await rehearse({ ...script, assembly, onStep: bar.to })
  bar.end()
  const { checks } = rehearsed
  console.log(`\n${summary(rehearsed)}\n\n${checks.map(report).join('\n')}`)
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
