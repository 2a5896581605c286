import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { concurrently } from '../demo/concurrently.ts'
import { letterOf } from '../demo/day/mails.ts'
import { mailbagOf } from '../demo/day/plan.ts'
import { firmOf } from '../demo/firm/firm.ts'
import type { Scale } from './scale.ts'
import { figure, type Section } from './section.ts'
import { openStage, type Stage, type Usage } from './stage.ts'

const giveUpMs = 15 * 60_000
const atATime = 16

/** Mails that open a ticket each, as people write them. */
const lettersFor = (count: number): readonly Buffer[] =>
  mailbagOf(4 * count, 3, firmOf(20, 3))
    .filter(({ door, how }) => door === 'mail' && how === 'matter')
    .slice(0, count)
    .map((coming) => letterOf({ coming, heard: undefined, before: undefined }, Date.now()).raw)

/** Tickets in the table, read past the engine, which has enough to do. */
const counting = ({ tableFile, tableName }: Stage) => {
  const database = new DatabaseSync(tableFile, { readOnly: true, timeout: 10_000 })
  const count = database.prepare(`SELECT count(*) AS n FROM "${tableName}" WHERE pk >= 'S:TICKET#' AND pk < 'S:TICKET$' AND sk = 'S:STATE'`)
  return { tickets: (): number => Number(count.get()?.['n']), close: () => database.close() }
}

const deliver = async ({ control }: Stage, raw: Buffer): Promise<void> => {
  const answer = await fetch(`${control}/mail`, { method: 'POST', body: new Uint8Array(raw) })
  if (!answer.ok) throw new Error(`A mail was not taken: ${answer.status} ${await answer.text()}`)
  await answer.arrayBuffer()
}

/** Seconds until all were accepted, and until each was on a ticket. */
const deliverAll = async (stage: Stage, letters: readonly Buffer[], tickets: () => number) => {
  const [before, began] = [tickets(), performance.now()]
  const seconds = (): number => (performance.now() - began) / 1000
  await concurrently(letters, atATime, (raw) => deliver(stage, raw))
  const accepted = seconds()
  while (tickets() < before + letters.length) {
    if (seconds() * 1000 > giveUpMs) throw new Error(`Only ${tickets() - before} of ${letters.length} mails are on a ticket`)
    await sleep(50)
  }
  return { accepted, onTickets: seconds() }
}

type Cost = { readonly name: string; readonly calls: number; readonly requests: number; readonly cpu: number }

/** What each function did between two looks, a mail. */
const costsOf = (before: readonly Usage[], after: readonly Usage[], mails: number): readonly Cost[] => {
  const was = new Map(before.map((usage) => [usage.name, usage]))
  return after
    .map(({ name = '', invocations, requests, cpu }) => {
      const then = was.get(name)
      const since = (now: number, past: number | undefined) => (now - (past ?? 0)) / mails
      return {
        name,
        calls: since(invocations, then?.invocations),
        requests: since(requests?.total ?? 0, then?.requests?.total),
        cpu: since(cpu.total, then?.cpu.total),
      }
    })
    .filter(({ calls }) => calls > 0.02)
    .sort((a, b) => b.cpu - a.cpu)
}

const plainName = (name: string): string => name.replace(/^[a-z]+-[a-z]+-[a-z]+-/, '').replace(/(?:Worker|Handler)[0-9A-F]{8}$/, '')

/** How many mails become tickets in a second, from the first that is accepted to the last that is on its ticket. */
export const mails = async ({ mails: count }: Scale): Promise<Section> => {
  const stage = await openStage()
  const letters = lettersFor(count + 20)
  const { tickets, close } = counting(stage)
  await deliverAll(stage, letters.slice(0, 20), tickets)
  await stage.settled()
  const before = await stage.usage('functions')
  const { accepted, onTickets } = await deliverAll(stage, letters.slice(20), tickets)
  await stage.settled()
  const costs = costsOf(before, await stage.usage('functions'), count)
  close()
  await stage.remove()
  return {
    title: 'From a mail to its ticket',
    columns: ['', 'calls a mail', 'table requests a mail', 'CPU ms a mail'],
    rows: [
      ...costs.map(({ name, calls, requests, cpu }) => [plainName(name), figure(calls), figure(requests), figure(cpu)]),
      ['all', ...(['calls', 'requests', 'cpu'] as const).map((member) => figure(costs.reduce((sum, cost) => sum + cost[member], 0)))],
    ],
    notes: [
      `${count} mails of people, ${atATime} handed over at a time: accepted at ${figure(count / accepted)} a second, **on their tickets at ${figure(count / onTickets)} a second**. Target: 50.`,
      'The table shows what each function does for one mail, all that follows from it (acknowledgement, words to search by, handing out, webhooks) included, which runs beside the taking in on the same cores.',
    ],
  }
}
