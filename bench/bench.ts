import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { clock } from './clock.ts'
import { dueSurveys } from './due-surveys.ts'
import { events } from './events.ts'
import { flatness } from './flatness.ts'
import { functions } from './functions.ts'
import { machine } from './machine.ts'
import { mails } from './mails.ts'
import { reads } from './reads.ts'
import { quick, type Scale, whole } from './scale.ts'
import { markdown, type Section } from './section.ts'
import { start } from './start.ts'
import { throughput } from './throughput.ts'
import { ticketClock } from './ticket-clock.ts'
import { ticketLoads } from './ticket-loads.ts'
import { tickets } from './tickets.ts'

/** `npm run bench [-- topic ...] [-- --quick]`: measures on deployments of its own; a whole run writes docs/measurements.md. */

const topics: Readonly<Record<string, (scale: Scale) => Promise<Section>>> = {
  start,
  functions,
  reads,
  events,
  throughput,
  flatness,
  clock,
  'due-surveys': dueSurveys,
  tickets,
  'ticket-loads': ticketLoads,
  mails,
  'ticket-clock': ticketClock,
}

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    customers: { type: 'string', default: '10000' },
    due: { type: 'string', default: '100000' },
    tickets: { type: 'string', default: '100000' },
  },
  allowPositionals: true,
})

const unknown = positionals.filter((name) => !topics[name])
if (unknown.length > 0) {
  console.error(`No topic is called ${unknown.join(', ')}: there are ${Object.keys(topics).join(', ')}`)
  process.exit(2)
}

const chosen = values.quick ? quick : whole
const upTo = (sizes: readonly number[], largest: string) => sizes.filter((size) => size <= Number(largest))
const scale = {
  ...chosen,
  customers: upTo(chosen.customers, values.customers),
  due: upTo(chosen.due, values.due),
  tickets: upTo(chosen.tickets, values.tickets),
}
const page = fileURLToPath(new URL('../docs/measurements.md', import.meta.url))

const head = (on: string): string =>
  [
    '# Measurements',
    '',
    '`npm run bench` measures all of this again, on temporary deployments of its own, and writes this page: figures are those of its last whole run.',
    '`npm run bench -- reads` measures one topic, `--quick` takes less of everything; neither writes. `--customers 100000`, `--due 1000000` and `--tickets 1000000` go on to that many.',
    '',
    on,
    '',
  ].join('\n')

const on = machine()
console.log(`${on}\n`)
const sections: Section[] = []
for (const [name, measure] of Object.entries(topics)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  const section = await measure(scale)
  sections.push(section)
  console.log(markdown(section))
}
if (positionals.length === 0 && !values.quick) writeFileSync(page, `${head(on)}\n${sections.map(markdown).join('\n').trimEnd()}\n`)
