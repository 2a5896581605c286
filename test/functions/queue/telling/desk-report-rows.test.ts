import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countedStore } from '../../../../adapters/dynamo/desk-figures/counted-store.ts'
import { deskFigures } from '../../../../adapters/dynamo/desk-figures/desk-figures.ts'
import { ticketHistory } from '../../../../adapters/dynamo/desk-figures/ticket-history.ts'
import { rosterIn } from '../../../../adapters/dynamo/dispatch/desk-store.ts'
import { rosterKey } from '../../../../adapters/dynamo/dispatch/keys.ts'
import { inHandOf } from '../../../../adapters/dynamo/dispatch/turns.ts'
import { readServiceBooks } from '../../../../adapters/dynamo/service-levels/service-book.ts'
import { ticketStore } from '../../../../adapters/dynamo/tickets/ticket-store.ts'
import { Desk } from '../../../../domain/dispatch/desk.ts'
import type { Actor } from '../../../../domain/kernel/actor.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { ReportList } from '../../../../domain/reports/report.ts'
import type { Link } from '../../../../domain/templates/fields.ts'
import { faultyFields } from '../../../../domain/templates/fields.ts'
import { render } from '../../../../domain/templates/render.ts'
import { deskReport } from '../../../../domain/templates/shipped/report-mail.ts'
import { deskFigureRoutes } from '../../../../functions/http/desk-figures.routes.ts'
import { countTicket } from '../../../../functions/queue/desk-figures/count-ticket.ts'
import { type DeskReportPorts, deskReportRows } from '../../../../functions/queue/telling/desk-report-rows.ts'
import { fieldsOf } from '../../../../functions/queue/telling/report-rows.ts'
import type { Row, Rows } from '../../../../functions/queue/telling/rows.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { newIds } from '../../../../functions/runtime/new-ids.ts'
import { type Engines, startEngines } from '../../../adapters/vault/engines.ts'
import { decider, lives, stepsOf, ticketIdOf } from '../../../domain/desk-figures/lives.ts'
import { actorOf, contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let engine: TestTable
let engines: Engines
let ports: DeskReportPorts
/** The desk opens on 23 November 2026, and its first quarter is over. */
const now = Instant.parse('2027-02-22T01:00:00.000Z')

const sits = (user: string, settings: object): Promise<unknown> => {
  const desk = Desk.parse({
    id: `dsk_${'0'.repeat(25)}${user === 'usr_li' ? 1 : 2}`,
    user,
    settings: { teams: ['customer_service'], ...settings },
    duty: { on: false, lookedAt: now },
  })
  const rosters = [undefined, 'customer_service'].map((team) => ({ ...rosterKey(team, user), entity: 'desk-row', desk }))
  return Promise.all(rosters.map((row) => engine.table.putIf(row, { expression: 'attribute_not_exists(pk)' })))
}

beforeAll(async () => {
  ;[engine, engines] = await Promise.all([startTestTable(), startEngines()])
  const { table, cursors } = engine
  const tickets = ticketStore(table, engines.vault())
  const counting = { counted: countedStore(table), historyOf: ticketHistory(table), books: readServiceBooks(table) }
  for (const [n, life] of fc.sample(lives(12), { numRuns: 14, seed: 3 }).entries()) {
    const id = ticketIdOf(n)
    for (const { context, command } of stepsOf(life, n)) {
      const seen = await tickets.load(id)
      await execute(decider, tickets, { id, command: command(seen?.state), context })
    }
    await countTicket(counting, id)
  }
  await sits('usr_li', { limit: 4 })
  await sits('usr_wang', { leads: ['customer_service'] })
  ports = { figures: deskFigures(table, cursors), roster: rosterIn(table), inHand: inHandOf(table) }
}, 120_000)
afterAll(async () => {
  await engine?.stop()
  await engines?.stop()
})

const agent = (id: string): Actor => actorOf({ id, roles: ['agent'], permissions: ['tickets:read', 'tickets:write'] })
const boss = actorOf({ id: 'usr_boss' })
const read = async (actor: Actor, narrowed: object = {}): Promise<Rows> => {
  const list = ReportList.parse({ of: 'desk_figures', narrowed: { days: 92, ...narrowed } })
  if (list.of !== 'desk_figures') throw new Error('no figures of the desk')
  const rows = await deskReportRows(ports, list.narrowed, { actor, now })
  if (rows === 'too_large') throw new Error('too large')
  return rows
}

/** How many a figure of a mail counts, and how many its reader finds where it leads. */
const behind = async (row: Row, name: string, actor: Actor): Promise<readonly [counted: number, found: number]> => {
  const link = row[`${name}At`] as Link
  const { pathname, searchParams } = new URL(`/${link.page}/${link.id}`, 'http://api')
  let [found, cursor]: [number, string | null] = [0, null]
  do {
    const query = { ...Object.fromEntries(searchParams), ...(cursor !== null && { cursor }) }
    const asked = { path: {}, body: undefined, query, context: contextOf({ now, actor }), ifMatch: undefined, ...newIds(undefined) }
    const done = await deskFigureRoutes[`GET ${pathname}`]?.handle(ports, asked)
    if (!done?.ok) throw new Error(`nothing opens ${pathname}`)
    const page = done.value as { items: readonly unknown[]; next: string | null }
    found += page.items.length
    cursor = page.next
  } while (cursor !== null)
  return [Number.parseInt(String(row[name]), 10), found]
}
const namesOf = ({ rows }: Rows) => rows.map(({ name }) => name)
const counted = ['opened', 'firstResponse', 'resolved', 'reopened', 'backlog'] as const

describe('figures of the desk in a mail', () => {
  it('each lead to what they count, whoever reads them: an agent their own, a manager all of whom they reach', async () => {
    const lists = [
      { actor: boss, rows: await read(boss) },
      { actor: boss, rows: await read(boss, { by: 'team' }) },
      { actor: agent('usr_li'), rows: await read(agent('usr_li'), { by: 'kind' }) },
      { actor: agent('usr_wang'), rows: await read(agent('usr_wang'), { team: 'customer_service' }) },
    ]
    let sum = 0
    for (const { actor, rows } of lists)
      for (const row of [...rows.rows, rows.total ?? {}])
        for (const name of counted) {
          const [figure, found] = await behind(row, name, actor)
          expect([row['name'], name, found]).toEqual([row['name'], name, figure])
          sum += figure
        }
    expect(sum).toBeGreaterThan(50)
  })

  it('are of nobody else, whatever a report asks for', async () => {
    expect(namesOf(await read(boss))).toEqual(expect.arrayContaining(['usr_li', 'usr_wang']))
    expect(namesOf(await read(agent('usr_li')))).toEqual(['usr_li'])
    expect(namesOf(await read(agent('usr_wang')))).toEqual(['usr_wang'])
    expect(namesOf(await read(agent('usr_wang'), { team: 'customer_service' }))).toContain('usr_li')
    expect(await read(agent('usr_li'), { agent: 'usr_wang' })).toEqual({ rows: [], more: false })
    const of = (team: string) => actorOf({ id: 'usr_boss', reach: { kind: 'team', team } })
    expect(namesOf(await read(of('customer_service'), { by: 'team' }))).toEqual(['customer_service'])
    expect(namesOf(await read(of('sales_east'), { by: 'team' }))).toEqual([])
  })

  it('are those of whole days that are over, and say how much an agent has in hand of what they take', async () => {
    const { rows } = await read(boss, { days: 1 })
    expect(rows.every(({ opened }) => opened === '0')).toBe(true)
    const li = rows.find(({ name }) => name === 'usr_li')
    expect(li?.['load']).toMatch(/^\d+ \/ 4$/)
    expect(li?.['loadAt']).toEqual({ page: 'v1', id: 'tickets?view=live&assignee=usr_li' })
    expect(li?.['openedAt']).toEqual({ page: 'v1', id: 'desk/figures/tickets?figure=opened&from=2027-02-21&to=2027-02-21&agent=usr_li' })
  })

  it.each(['zh-CN', 'en'] as const)('fit the template and are written out with their addresses, in %s', async (language) => {
    const values = fieldsOf('Desk', await read(boss))
    expect(faultyFields(deskReport.fields, values)).toEqual([])
    const linkTo = ({ page, id }: Link) => `https://firm.example/${page}/${id}`
    const reading = { language, zone: 'Asia/Shanghai', own: {}, linkTo }
    const mail = render(deskReport, { channel: 'email', values }, reading)
    if (mail?.channel !== 'email') throw new Error('no mail')
    expect(mail.text).toContain(language === 'en' ? '\n\nAll\n  Opened: ' : '\n\n合计\n  新开: ')
    expect(mail.text).toMatch(
      /\n\nusr_li\n {2}.+: \d+\n {4}https:\/\/firm\.example\/v1\/desk\/figures\/tickets\?figure=opened&from=\S+&agent=usr_li\n/,
    )
    expect(mail.html).toMatch(/<td><a href="https:&#x2F;&#x2F;firm\.example&#x2F;v1&#x2F;desk[^"<>]+">\d+<\/a><\/td>/)
    const nothing = render(deskReport, { channel: 'email', values: fieldsOf('Desk', { rows: [], more: false }) }, reading)
    expect(nothing?.channel === 'email' && nothing.text).toContain(language === 'en' ? 'Nothing is on this list now.' : '目前列表为空。')
  })
})
