import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerGlances } from '../../../adapters/dynamo/customers/customer-glances.ts'
import { suggestionQueries } from '../../../adapters/dynamo/suggestions/suggestion-queries.ts'
import { suggestionStore } from '../../../adapters/dynamo/suggestions/suggestion-store.ts'
import type { CustomerGlance } from '../../../domain/customers/glance.ts'
import type { Actor } from '../../../domain/kernel/actor.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { type SuggestionCommandBody, suggestions } from '../../../domain/suggestions/decide.ts'
import { SuggestionDraft } from '../../../domain/suggestions/suggestion.ts'
import { type SuggestionListPorts, suggestionListRoutes } from '../../../functions/http/suggestion-lists.routes.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { newIds } from '../../../functions/runtime/new-ids.ts'
import { contextOf } from '../../support/context.ts'
import { glanceOf, putCustomers } from '../../support/customer-items.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

const now = '2026-11-23T02:00:00.000Z'
const east = glanceOf({ id: `cus_${ulid()}`, team: 'east', owner: 'usr_li' })
const west = glanceOf({ id: `cus_${ulid()}`, team: 'west', owner: 'usr_sun' })
const customers = [east, west]

type Kept = {
  readonly id: string
  readonly of: CustomerGlance
  readonly month: string
  readonly verbs: readonly string[]
  readonly theme: boolean
}
let engine: TestTable
let ports: SuggestionListPorts
let kept: readonly Kept[]

/** What happens to every fourth of them, up to which step. */
const lives = [[], ['accept'], ['decline', 'tell'], ['accept', 'finish', 'tell']] as const

const suggest = async (i: number): Promise<Kept> => {
  const of = customers[i % 2] ?? east
  const [id, verbs, month] = [`sug_${ulid()}`, lives[Math.floor(i / 2) % 4] ?? [], `2026-${i % 3 === 0 ? '09' : '11'}`]
  const theme = i % 5 === 0
  const draft = SuggestionDraft.parse({ customerId: of.id, text: `第${i}条` })
  const body = (verb: string) => (verb === 'decline' ? { type: verb, reason: '无班次' } : { type: verb }) as SuggestionCommandBody
  const sort: SuggestionCommandBody = { type: 'sort', themes: { themes: ['pickup'], tags: ['周五'] }, list: shippedLists.theme }
  const commands: SuggestionCommandBody[] = [{ type: 'receive', id, draft }, ...verbs.map(body), ...(theme ? [sort] : [])]
  const context = contextOf({ now: `${month}-15T02:00:00.000Z` })
  for (const command of commands)
    expect(await execute(suggestions, suggestionStore(engine.table), { id, command: { ...command, customer: of }, context })).toMatchObject(
      {
        ok: true,
      },
    )
  return { id, of, month, verbs, theme }
}

beforeAll(async () => {
  engine = await startTestTable()
  const { table, cursors } = engine
  ports = { suggested: suggestionQueries(table, cursors), glances: customerGlances(table) }
  await putCustomers(table, customers)
  const all: Kept[] = []
  for (let i = 0; i < 48; i += 1) all.push(await suggest(i))
  kept = all
})
afterAll(() => engine?.stop())

const open = async (link: string, reach: Actor['reach'] = { kind: 'all' }): Promise<unknown> => {
  const { pathname, searchParams } = new URL(link, 'http://api')
  const route = suggestionListRoutes[`GET ${pathname}`]
  if (!route) throw new Error(`no route for ${pathname}`)
  const context = contextOf({ now, actor: { id: 'usr_wang', reach } })
  const query = Object.fromEntries(searchParams)
  const done = await route.handle(ports, { path: {}, body: undefined, query, context, ifMatch: undefined, ...newIds(undefined) })
  if (!done.ok) throw new Error(done.error.code)
  return done.value
}

const listed = async (query: string, reach?: Actor['reach']): Promise<readonly string[]> => {
  const ids: string[] = []
  let next: string | null = null
  do {
    const link: string = `/v1/suggestions?${query}&limit=7${next === null ? '' : `&cursor=${encodeURIComponent(next)}`}`
    const page = (await open(link, reach)) as { items: readonly { id: string }[]; next: string | null }
    ids.push(...page.items.map(({ id }) => id))
    next = page.next
  } while (next !== null)
  return ids
}
const idsOf = (wanted: (one: Kept) => boolean) => kept.filter(wanted).map(({ id }) => id)
const isTold = ({ verbs }: Kept) => verbs.at(-1) === 'tell'

describe('the list of suggestions', () => {
  it.each<readonly [string, (one: Kept) => boolean]>([
    ['from=2026-09', () => true],
    ['state=received', ({ verbs }) => verbs.length === 0],
    ['state=told&from=2026-11&to=2026-11', (one) => isTold(one) && one.month === '2026-11'],
    ['theme=pickup', ({ theme }) => theme],
    ['tag=%E5%91%A8%E4%BA%94&state=accepted', ({ theme, verbs }) => theme && verbs.at(-1) === 'accept'],
    ['owner=usr_li', ({ of }) => of === east],
    ['owner=usr_li&state=received', ({ of, verbs }) => of === east && verbs.length === 0],
    [`customerId=${west.id}&state=received&theme=pickup`, ({ of, verbs, theme }) => of === west && verbs.length === 0 && theme],
    [`customerId=${west.id}&from=2026-09&to=2026-10`, ({ of, month }) => of === west && month === '2026-09'],
    ['from=2026-01&to=2026-08', () => false],
  ])('by %s holds each of them once, and no other', async (query, wanted) => {
    expect((await listed(query)).toSorted()).toEqual(idsOf(wanted).toSorted())
  })

  it('begins with the latest month', async () => {
    const months = (await listed('from=2026-09')).map((id) => kept.find((one) => one.id === id)?.month)
    expect(months).toEqual(months.toSorted().toReversed())
  })

  it('shows nobody those of customers beyond their reach', async () => {
    const team = { kind: 'team', team: 'east' } as const
    expect((await listed('state=received', team)).toSorted()).toEqual(
      idsOf(({ of, verbs }) => of === east && verbs.length === 0).toSorted(),
    )
    expect(await listed('owner=usr_sun', team)).toEqual([])
    expect(await listed(`customerId=${west.id}`, team)).toEqual([])
  })

  it('takes no cursor of another owner or state', async () => {
    const { next } = (await open('/v1/suggestions?owner=usr_li&limit=2')) as { next: string }
    const cursor = encodeURIComponent(next)
    await expect(open(`/v1/suggestions?owner=usr_sun&limit=2&cursor=${cursor}`)).rejects.toThrow('request.cursor_invalid')
    await expect(open(`/v1/suggestions?owner=usr_li&state=told&limit=2&cursor=${cursor}`)).rejects.toThrow('request.cursor_invalid')
  })
})

describe('every figure of suggestions', () => {
  type Links = Readonly<Record<string, string>>
  type Opened = {
    readonly received: number
    readonly states: Readonly<Record<string, number>>
    readonly closure: { readonly count: number }
    readonly themes: readonly { count: number; months: Readonly<Record<string, number>>; answers: { all: string; months: Links } }[]
    readonly answers: { readonly received: string; readonly states: Links; readonly told: string }
  }

  it.each([{ kind: 'all' } as const, { kind: 'team', team: 'west' } as const])('opens as many as it counts, to %j', async (reach) => {
    const figures = (await open('/v1/suggestion-results?from=2026-09&to=2026-11', reach)) as Opened
    const behind = async (link = '') => (await listed(link.slice(link.indexOf('?') + 1), reach)).length
    expect(await behind(figures.answers.received)).toBe(figures.received)
    expect(figures.received).toBe(reach.kind === 'all' ? 48 : 24)
    expect(Object.keys(figures.states).toSorted()).toEqual(['accepted', 'received', 'told'])
    for (const [state, count] of Object.entries(figures.states)) expect(await behind(figures.answers.states[state])).toBe(count)
    expect(await behind(figures.answers.told)).toBe(figures.closure.count)
    expect(figures.themes).toHaveLength(2)
    for (const { count, months, answers } of figures.themes) {
      expect(await behind(answers.all)).toBe(count)
      for (const [month, said] of Object.entries(months)) expect(await behind(answers.months[month])).toBe(said)
    }
  })
})
