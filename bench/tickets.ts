import { manyTickets } from './many-tickets.ts'
import { inTurns } from './reads.ts'
import type { Scale } from './scale.ts'
import { figure, type Section } from './section.ts'
import { openStage, type Stage } from './stage.ts'
import { type Contender, openings, reading } from './ticket-contenders.ts'
import { openTickets } from './ticket-items.ts'

/** As many are opened through the API, to be read in the clear. */
const opened = 25

/** What is measured among so many tickets. */
type Among = { readonly size: number; readonly reads: readonly Contender[]; readonly opens: readonly Contender[] }

const among = async (stage: Stage, size: number): Promise<Among> => {
  const ids = await openTickets(stage, opened)
  const many = manyTickets(stage)
  await many.growTo(size)
  await stage.settled()
  return { size, reads: await reading(stage, { opened: ids, spread: many.spread() }), opens: await openings(stage) }
}

/** The medians of `from` at every size. All take turns, so that whatever else the machine does falls on all sizes alike. */
const measured = async (sizes: readonly Among[], from: 'reads' | 'opens', samples: number) => {
  const [first] = sizes
  const all = (first?.[from] ?? []).flatMap((contender, i) =>
    sizes.map((each) => ({
      name: `${contender.name} ${each.size}`,
      work: each[from][i]?.work ?? contender.work,
      before: contender.before,
    })),
  )
  await inTurns(all, Math.ceil(samples / 10))
  const timeOf = await inTurns(all, samples)
  return (first?.[from] ?? []).map(({ name, beside }) => ({ name, beside, times: sizes.map(({ size }) => timeOf(`${name} ${size}`)) }))
}

const growth = (times: readonly number[]): number => (times.at(-1) ?? Number.NaN) / (times[0] ?? Number.NaN)

const rowsOf = (measurements: Awaited<ReturnType<typeof measured>>) =>
  measurements.map(({ name, beside, times }) => {
    const bare = measurements.find((one) => one.name === beside)
    return [name, ...times.map(figure), figure(growth(times)), bare ? figure(growth(times) / growth(bare.times)) : '']
  })

/** Whether a ticket is opened, read, listed, counted and found as fast among many as among few. */
export const tickets = async ({ samples, tickets: sizes }: Scale): Promise<Section> => {
  const stages: Stage[] = []
  try {
    const all: Among[] = []
    for (const size of sizes) {
      const stage = await openStage()
      stages.push(stage)
      all.push(await among(stage, size))
    }
    const rows = [
      ...rowsOf(await measured(all, 'reads', Math.ceil(samples / 3))),
      ...rowsOf(await measured(all, 'opens', Math.ceil(samples / 10))),
    ]
    return {
      title: 'One ticket among many',
      columns: ['median ms at', ...sizes.map((size) => size.toLocaleString('en')), 'largest to smallest', 'beside the bare one'],
      rows,
      notes: notesOn(opened),
    }
  } finally {
    for (const stage of stages) await stage.remove()
  }
}

const notesOn = (count: number): readonly string[] => [
  `Target: at most 1.3. Each size is a deployment of its own on the same machine, and all of them take turns; one request at a time, an opening when most of what follows from the last one is through. The last column divides the growth by that of the bare request, which the document client makes of the same engine.`,
  `In each, ${count} tickets are opened through the API. The others are as their store makes them (\`ticket-store.ts\`): a thousand written through the engine and the rest copied in its file, with other digits in id, number and waybill. Of each there is the ticket itself with its entries in the indexes (all, owner, team, customer; what keeps it waiting; what falls due), the claim of its number, its place in the queue of its team where it waits, and the terms of its number and its waybill. There are no events, no threads, no words of subjects in the index of words, and filler where a seal would be.`,
  'Of twenty, ten are over, one waits for an agent, one for its customer, one is due within four hours, one is late; six have time until next year. They are of one team, ten agents and twenty customers, so that lists are as long as they can be. A view is counted to a thousand, so counting all of them takes longer until every view holds as many (with 100,000 tickets), and no longer from then on. None falls due meanwhile: what is late has been told, and what is due soon has its next step in an hour.',
]
