import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foundByOf } from '../../../../adapters/dynamo/ticket-search/found-by.ts'
import { ticketIndexKey } from '../../../../adapters/dynamo/ticket-search/keys.ts'
import { ticketIndex } from '../../../../adapters/dynamo/ticket-search/ticket-index.ts'
import { ticketSearch } from '../../../../adapters/dynamo/ticket-search/ticket-search.ts'
import { TicketId, TicketMessageId, UserId } from '../../../../domain/kernel/ids.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { shippedLists } from '../../../../domain/lists/shipped.ts'
import { shippedKinds } from '../../../../domain/ticket-kinds/shipped.ts'
import type { Sought } from '../../../../domain/ticket-search/ports.ts'
import { termsOfTicket, termsSought } from '../../../../domain/ticket-search/terms.ts'
import type { NoteMessage, ReceivedMessage } from '../../../../domain/tickets/thread.ts'
import type { TicketPatch } from '../../../../domain/tickets/ticket.ts'
import { changeBoth } from '../../../../functions/desk/change-both.ts'
import { changeTicket } from '../../../../functions/desk/change-ticket.ts'
import { openTicket } from '../../../../functions/desk/open-ticket.ts'
import { deskPorts } from '../../../../functions/desk/wiring.ts'
import { refreshTicket, refreshWithOthers, type SearchPorts } from '../../../../functions/queue/ticket-search/refresh-ticket.ts'
import { startEngines } from '../../../adapters/vault/engines.ts'
import { actorOf, contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let there: TestTable
let engines: Awaited<ReturnType<typeof startEngines>>
let desk: ReturnType<typeof deskPorts>
let ports: SearchPorts
beforeAll(async () => {
  there = await startTestTable()
  engines = await startEngines()
  desk = deskPorts(there.table, engines.vault())
  ports = { index: ticketIndex(there.table), ticket: foundByOf(there.table) }
})
afterAll(async () => {
  await there?.stop()
  await engines?.stop()
})

const now = '2026-11-23T01:00:00.000Z'
const long = (word: string) => Array.from({ length: 25 }, (_, i) => `${word}${i}`).join(' ')
const waybills = (from: number) => Array.from({ length: 50 }, (_, i) => `YT${from + i}`)

/** As they ship, with as many waybills in a field as one can take. */
const kinds = shippedKinds.map((kind) => ({
  ...kind,
  form: kind.form.map((field) => (field.type === 'references' ? { ...field, most: 50 } : field)),
}))

const open = async (subject: string, { text = '', form = {}, address = 'li.na@shunda.example' } = {}): Promise<string> => {
  const id = `tkt_${ulid()}`
  const said = { kind: 'received', id: TicketMessageId.parse(`tms_${ulid()}`), at: Instant.parse(now), channel: 'mail', text } as const
  const message = { ...said, ticketId: TicketId.parse(id), attachments: [] }
  const done = await openTicket(
    { ...desk, kinds: async () => kinds.map((state) => ({ state, version: 1 })) },
    { id, channel: 'mail', kind: 'tracking', subject, form, message, requester: { address } },
    contextOf({ now }),
  )
  if (!done.ok) throw new Error(done.error.code)
  return id
}
const change = async (id: string, patch: TicketPatch): Promise<void> => {
  const command = { type: 'change', patch, kinds, lists: shippedLists, priorities: await desk.priorities() } as const
  const done = await changeTicket(desk, { id, command: () => command, context: contextOf({ now }) })
  if (!done.ok) throw new Error(done.error.code)
}
const later = '2026-11-23T02:00:00.000Z'
const sayingOn = (id: string, text: string) => ({
  id: TicketMessageId.parse(`tms_${ulid()}`),
  ticketId: TicketId.parse(id),
  at: Instant.parse(later),
  text,
  attachments: [],
})
const say = async (message: ReceivedMessage | NoteMessage): Promise<void> => {
  const command = message.kind === 'note' ? ({ type: 'note', message } as const) : ({ type: 'receive', message } as const)
  const store = desk.tickets.with([message])
  const done = await changeTicket(desk, { id: message.ticketId, command: () => command, context: contextOf({ now: later }), store })
  if (!done.ok) throw new Error(done.error.code)
}
const receive = (id: string, text: string) => say({ ...sayingOn(id, text), kind: 'received', channel: 'mail' })
const noteOn = (id: string, text: string) => say({ ...sayingOn(id, text), kind: 'note', author: UserId.parse('usr_test'), mentions: [] })
const found = async (q: string, narrowed: Sought['narrowed'] = {}, limit = 25): Promise<readonly string[]> => {
  const search = ticketSearch(there.table, there.cursors)
  const page = await search({ terms: termsSought(q), narrowed }, { limit, cursor: undefined, reader: 'usr_test' }, actorOf())
  if (!page.ok) throw new Error(page.error.code)
  return page.value.items.map(({ id }) => id)
}
const kept = (id: string) => there.table.get(ticketIndexKey(id))

describe('the words by which a ticket is found', () => {
  it('are the same, and are written once, however often the job is told of it', async () => {
    const id = await open('Rotterdam delayed', { text: '箱号 MSKU 123456-5,电话 13812345678' })
    await refreshTicket(ports, id)
    const once = await kept(id)
    await refreshTicket(ports, id)
    await Promise.all([refreshTicket(ports, id), refreshTicket(ports, id)])
    expect(await kept(id)).toEqual(once)
    expect(once).toMatchObject({ revision: 1 })
    expect([await found('rotterdam'), await found('MSKU1234565'), await found('msku123456-5')]).toEqual([[id], [id], [id]])
    expect(await found('13812345678')).toEqual([])
  })

  it('are also waybills that the customer names later, and none that a colleague notes', async () => {
    const id = await open('Ningbo')
    await refreshTicket(ports, id)
    await receive(id, '还有 SF1024000012345,请一并查')
    await noteOn(id, '同事:SF1024000099999')
    await refreshTicket(ports, id)
    expect([await found('SF1024000012345'), await found('SF1024000099999')]).toEqual([[id], []])
  })

  it('are also those that come in for a ticket of somebody else that went into it: that one is found by them', async () => {
    const [apart, into] = [await open('Xiamen', { address: 'wang@other.example' }), await open('Fuzhou')]
    const merged = await changeBoth(desk, {
      id: apart,
      other: into,
      command: (other) => ({ type: 'merge', into: other, otherCustomer: true }),
      otherwise: (other) => ({ type: 'absorb', other }),
      context: contextOf({ now }),
    })
    expect(merged.ok).toBe(true)
    await receive(apart, '另一票 SF1024000054321')
    await refreshWithOthers(ports, into)
    expect([await found('SF1024000054321'), await found('xiamen')]).toEqual([[apart], [apart]])
  })

  it('are those of its subject as it is now, when the job hears of what was before behind what came later', async () => {
    const id = await open('Zhoushan')
    await change(id, { subject: 'Qingdao' })
    await refreshTicket(ports, id)
    await refreshTicket(ports, id)
    expect([await found('zhoushan'), await found('qingdao')]).toEqual([[], [id]])
  })

  it('are found by all of fifty waybills, and by none of those that fifty others took the place of', async () => {
    const id = await open(long('alpha'), { form: { waybills: waybills(100_000) } })
    await refreshTicket(ports, id)
    expect([await found('YT100000'), await found('YT100049'), await found('alpha24')]).toEqual([[id], [id], [id]])
    await change(id, {
      subject: long('beta'),
      form: { waybills: waybills(200_000) },
    })
    await refreshTicket(ports, id)
    expect([await found('YT200000'), await found('YT200049'), await found('beta24')]).toEqual([[id], [id], [id]])
    expect([await found('YT1000'), await found('alpha')]).toEqual([[], []])
    expect(await kept(id)).not.toHaveProperty('leaving')
  })

  it('are cleared of what a worker that was killed in the middle of it had left', async () => {
    const id = await open('Lianyungang')
    const ticket = await ports.ticket(id)
    if (!ticket) throw new Error('no ticket')
    await ports.index.save(ticket, { seen: { revision: 0, terms: [] }, terms: ['lianyungang', 'hamburg'] })
    const [item, { terms }] = [await kept(id), { terms: termsOfTicket(ticket) }]
    await there.table.transact([there.table.put({ ...ticketIndexKey(id), ...item, terms, leaving: ['hamburg'] })])
    await refreshTicket(ports, id)
    expect([await found('hamburg'), await found('lianyungang')]).toEqual([[], [id]])
    expect(await kept(id)).not.toHaveProperty('leaving')
  })
})

describe('what is found', () => {
  it('is looked for further where most of it is not wanted, as long as the page is not full', async () => {
    const ids: string[] = []
    for (let i = 0; i < 12; i += 1) {
      const id = await open(`Felixstowe ${i}`)
      if (i % 4 === 0) await change(id, { kind: 'inquiry' })
      await refreshTicket(ports, id)
      if (i % 4 === 0) ids.push(id)
    }
    expect((await found('felixstowe', { kind: 'inquiry' }, 5)).toSorted()).toEqual(ids.toSorted())
  })
})
