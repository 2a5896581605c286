import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countedStore } from '../../../../adapters/dynamo/desk-figures/counted-store.ts'
import { deskFigures } from '../../../../adapters/dynamo/desk-figures/desk-figures.ts'
import { ticketHistory } from '../../../../adapters/dynamo/desk-figures/ticket-history.ts'
import { readEvent } from '../../../../adapters/dynamo/events/event-log.ts'
import { eventPartition } from '../../../../adapters/dynamo/events/keys.ts'
import { readServiceBooks } from '../../../../adapters/dynamo/service-levels/service-book.ts'
import { ticketStore } from '../../../../adapters/dynamo/tickets/ticket-store.ts'
import { type Cut, cellOf, cuts, type Grouping, grouped, groupings } from '../../../../domain/desk-figures/cells.ts'
import { type What, whats } from '../../../../domain/desk-figures/counted.ts'
import type { DeskFigures } from '../../../../domain/desk-figures/ports.ts'
import type { Tally } from '../../../../domain/desk-figures/tally.ts'
import type { Tickets } from '../../../../domain/tickets/ports.ts'
import { type CountingPorts, countTicket } from '../../../../functions/queue/desk-figures/count-ticket.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { type Engines, startEngines } from '../../../adapters/vault/engines.ts'
import { type Deed, decider, lives, stepsOf, ticketIdOf } from '../../../domain/desk-figures/lives.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'
import { type Line, recounted } from './recount.ts'

let engine: TestTable
let engines: Engines
let tickets: Tickets
let ports: CountingPorts
let figures: DeskFigures
beforeAll(async () => {
  engine = await startTestTable()
  engines = await startEngines()
  const { table, cursors } = engine
  tickets = ticketStore(table, engines.vault())
  ports = { counted: countedStore(table), historyOf: ticketHistory(table), books: readServiceBooks(table) }
  figures = deskFigures(table, cursors)
})
afterAll(async () => {
  await engine?.stop()
  await engines?.stop()
})

const period = { from: '2026-11-20', to: '2027-02-18' }
let n = 0

/** Lives a ticket's life in the table; while it does, the job is told of it now and then. */
const live = async (life: readonly Deed[], tellAt: (step: number) => boolean): Promise<string> => {
  n += 1
  const id = ticketIdOf(n)
  for (const [step, { context, command }] of stepsOf(life, n).entries()) {
    const seen = await tickets.load(id)
    await execute(decider, tickets, { id, command: command(seen?.state), context })
    if (tellAt(step)) await countTicket(ports, id)
  }
  return id
}

const eventsOf = async (id: string) => (await engine.table.queryAll({ partition: eventPartition(id) })).map(readEvent)
const linesOf = async (id: string): Promise<readonly Line[]> => recounted(await eventsOf(id), (await tickets.load(id))?.state?.facts ?? [])

/** How often each thing was, how long it took together and how much of what was promised was kept, from lines or from counters. */
const plain = (lines: readonly Line[]) =>
  Object.fromEntries(
    whats.flatMap((what) => {
      const mine = lines.filter((line) => line.what === what)
      const spent = mine.flatMap((line) => line.spent ?? [])
      return [
        [what, mine.length],
        [`${what}.ms`, spent.reduce((sum, length) => sum + length, 0)],
        [`${what}.promised`, mine.filter(({ kept }) => kept !== undefined).length],
        [`${what}.kept`, mine.filter(({ kept }) => kept).length],
      ]
    }),
  )
const plainly = (tally: Tally) =>
  Object.fromEntries(
    whats.flatMap((what) => ['', '.ms', '.promised', '.kept'].map((end) => [`${what}${end}`, tally[`${what}${end}`] ?? 0])),
  )

const groupedLines = (lines: readonly Line[], by: Grouping) => {
  const groups = [...Map.groupBy(lines, (line) => line[by])]
  return new Map(groups.sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, members]) => [value, plain(members)]))
}
const groupedCells = async (cut: Cut, by: Grouping) =>
  new Map([...grouped((await figures.cells(period, cut)) ?? [], by)].map(([value, tally]) => [value, plainly(tally)]))

/** Every event of every ticket is told twice, in any order, by several at once; whoever is overtaken comes again. */
const tell = async (ids: readonly string[], order: Iterator<number>): Promise<void> => {
  const events = (await Promise.all(ids.map(eventsOf))).flat()
  const shuffled = events
    .flatMap(({ subject }) => [subject.id, subject.id])
    .map((id) => ({ id, turn: Number(order.next().value) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ id }) => id)
  const worker = async (): Promise<void> => {
    for (let id = shuffled.pop(); id !== undefined; id = shuffled.pop()) {
      const again = id
      await countTicket(ports, id).catch(() => shuffled.unshift(again))
    }
  }
  await Promise.all([worker(), worker(), worker(), worker()])
}

const agree = async (lines: readonly Line[]): Promise<void> => {
  for (const cut of ['people', 'matters'] as const)
    for (const by of ['day', ...cuts[cut]] as const) expect(await groupedCells(cut, by), `${cut} by ${by}`).toEqual(groupedLines(lines, by))
}

const listed = async (what: What, agent: string): Promise<readonly string[]> => {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await figures.page({ ...period, what, wanted: { agent } }, { limit: 7, cursor, reader: 'usr_boss' })
    if (!page.ok) throw new Error(page.error.code)
    ids.push(...page.value.items.map(({ ticketId }) => ticketId))
    cursor = page.value.next ?? undefined
  } while (cursor !== undefined)
  return ids.sort()
}

const some = fc.record({ life: lives(10), tells: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }) })

describe('figures of the desk', () => {
  const lines: Line[] = []

  it('are what a recount of the raw events finds, however often, late and out of order the job is told', { timeout: 240_000 }, async () => {
    const firms = fc.array(some, { minLength: 1, maxLength: 4 })
    const property = fc.asyncProperty(firms, fc.infiniteStream(fc.nat(20)), async (firm, order) => {
      const ids = await Promise.all(firm.map(({ life, tells }) => live(life, (step) => tells[step % tells.length] ?? false)))
      await tell(ids, order)
      lines.push(...(await Promise.all(ids.map(linesOf))).flat())
      await agree(lines)
    })
    await fc.assert(property, { numRuns: 7, endOnFailure: true })
    expect(lines.length).toBeGreaterThan(20)
  })

  it('open their tickets: as many entries are listed as are counted, and counted from them every figure is the same', async () => {
    const entries = (await figures.entries(period, {})) ?? []
    for (const by of groupings) {
      const cells = await figures.cells(period, by === 'agent' ? 'people' : 'matters')
      expect(grouped(entries.map(cellOf), by)).toEqual(grouped(cells ?? [], by))
    }
    for (const what of ['resolved', 'first_response', 'reopened', 'opened'] as const)
      for (const agent of ['usr_li', '']) {
        const wanted = lines.filter((line) => line.what === what && line.agent === agent).map(({ ticketId }) => ticketId)
        expect(await listed(what, agent)).toEqual(wanted.sort())
      }
  })

  it('outlive a worker that dies between two entries of one ticket', async () => {
    const [life = []] = fc.sample(lives(14), { numRuns: 1, seed: 11 })
    const id = await live(life, () => false)
    const kept = ports.counted.keep
    const dying: CountingPorts = {
      ...ports,
      counted: {
        ...ports.counted,
        keep: async (entries) => {
          await kept(entries.slice(0, 1))
          throw new Error('the worker died')
        },
      },
    }
    await expect(countTicket(dying, id)).rejects.toThrow('the worker died')
    await countTicket(ports, id)
    const known = await ports.counted.known(id)
    expect(
      [...known]
        .map((entry) => entry.split('#')[1])

        .sort(),
    ).toEqual((await linesOf(id)).map(({ what }) => what).sort())
  })
})
