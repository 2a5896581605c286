import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventIn, readEvent } from '../../../adapters/dynamo/events/event-log.ts'
import { openTasks } from '../../../adapters/dynamo/tickets/open-tasks.ts'
import { messagesIn, ticketThread } from '../../../adapters/dynamo/tickets/ticket-thread.ts'
import { ticketsTogether } from '../../../adapters/dynamo/tickets/tickets-together.ts'
import { fieldClasses } from '../../../domain/kernel/care/field-class.ts'
import { TicketMessageId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { system } from '../../../domain/kernel/system-actor.ts'
import type { FormValues } from '../../../domain/ticket-kinds/form.ts'
import { TicketKind } from '../../../domain/ticket-kinds/kind.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import type { OpenTask } from '../../../domain/tickets/open-task.ts'
import type { Thread } from '../../../domain/tickets/ports.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { changeBoth } from '../../../functions/desk/change-both.ts'
import { changeTicket } from '../../../functions/desk/change-ticket.ts'
import type { ReceivingPorts } from '../../../functions/desk/desk-ports.ts'
import { openTicket } from '../../../functions/desk/open-ticket.ts'
import { receiveMessage } from '../../../functions/desk/receive-message.ts'
import { type SplitPorts, splitTicket } from '../../../functions/desk/split-ticket.ts'
import { deskPorts } from '../../../functions/desk/wiring.ts'
import { sameFix } from '../../../functions/queue/family/same-fix.ts'
import { startEngines } from '../../adapters/vault/engines.ts'
import { contextOf } from '../../support/context.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let there: TestTable
let engines: Awaited<ReturnType<typeof startEngines>>
let ports: SplitPorts & ReceivingPorts
let thread: Thread
beforeAll(async () => {
  there = await startTestTable()
  engines = await startEngines()
  const vault = engines.vault()
  ports = { ...deskPorts(there.table, vault), together: ticketsTogether(there.table, vault), messagesIn: messagesIn(there.table, vault) }
  thread = ticketThread(there.table, there.cursors, vault)
})
afterAll(async () => {
  await there?.stop()
  await engines?.stop()
})

const morning = Date.parse('2026-11-23T01:00:00.000Z')
let minute = 0
const now = () => {
  minute += 1
  return new Date(morning + minute * 60_000).toISOString()
}
const context = () => contextOf({ now: now(), actor: { id: 'usr_li' } })
const wrote = (text: string) => ({
  kind: 'received' as const,
  id: TicketMessageId.parse(`tms_${ulid()}`),
  at: Instant.parse(now()),
  channel: 'mail' as const,
  text,
  attachments: [],
  from: { name: '李娜', address: 'li.na@shunda.example' },
})

const open = async (text: string, address = 'li.na@shunda.example'): Promise<string> => {
  const asks = { message: wrote(text), requester: { address } }
  const opening = { id: `tkt_${ulid()}`, channel: 'mail', subject: text, kind: 'inquiry', ...asks } as const
  const done = await openTicket(ports, opening, context())
  if (!done.ok) throw new Error(done.error.code)
  return done.value.state.id
}
const receive = async (ticketId: string, text: string) => {
  const message = wrote(text)
  const done = await receiveMessage(ports, { ticketId, message, opening: { channel: 'mail', subject: text } }, context())
  if (!done.ok) throw new Error(done.error.code)
  return { on: done.value.ticket.state.id, id: message.id }
}
const ticket = async (id: string): Promise<Ticket> => {
  const found = await ports.tickets.load(id)
  if (!found?.state) throw new Error(`no ${id}`)
  return found.state
}
const merge = (id: string, into: string) =>
  changeBoth(ports, {
    id,
    other: into,
    command: (other) => ({ type: 'merge', into: other, otherCustomer: true }),
    otherwise: (other) => ({ type: 'absorb', other }),
    context: context(),
  })
const unmerge = async (id: string) =>
  changeBoth(ports, {
    id,
    other: (await ticket(id)).mergedInto ?? '',
    command: (from) => ({ type: 'unmerge', from }),
    otherwise: (other) => ({ type: 'release', other }),
    context: context(),
  })
const wordsOn = async (...ids: readonly string[]) => {
  const page = await thread.list(ids, { limit: 100, cursor: undefined, reader: 'usr_li', sees: fieldClasses })
  if (!page.ok) throw new Error('no page')
  return page.value.items.map(({ text }) => text)
}
const shown = async (id: string) => wordsOn(id, ...(await ticket(id)).absorbed)
/** What a merge leaves no trace in: what time and deadlines make of it goes on. */
const standing = async (id: string) => {
  const { facts: _facts, deadlines: _deadlines, changedAt: _at, ...rest } = await ticket(id)
  return rest
}
const codeOf = (done: { readonly ok: boolean; readonly error?: { readonly code: string } }) => (done.ok ? 'done' : done.error?.code)

describe('a ticket that is merged into another', () => {
  it('goes on there: both threads are shown, and what still comes in for it is taken in by the other', async () => {
    const [a, b] = [await open('A'), await open('B')]
    expect(codeOf(await merge(a, b))).toBe('done')
    expect(await ticket(a)).toMatchObject({ status: 'closed', mergedInto: b, closed: { reason: 'merged', was: 'new' } })
    expect((await receive(a, 'A2')).on).toBe(b)
    expect((await shown(b)).toSorted()).toEqual(['A', 'A2', 'B'])
    expect(codeOf(await changeTicket(ports, { id: a, command: () => ({ type: 'reopen' }), context: context() }))).toBe('ticket.merged')
  })

  it('stands as it stood when that is undone, and so does the other; later mails stay with it', async () => {
    const [a, b] = [await open('A'), await open('B')]
    await changeTicket(ports, { id: a, command: () => ({ type: 'move', to: 'pending_carrier' }), context: context() })
    const before = [await standing(a), await standing(b)]
    await merge(a, b)
    expect(codeOf(await unmerge(a))).toBe('done')
    expect([await standing(a), await standing(b)]).toEqual(before)
    expect((await receive(a, 'A2')).on).toBe(a)
    expect(await shown(b)).toEqual(['B'])
    expect(codeOf(await unmerge(a))).toBe('ticket.not_merged')
  })

  it('brings its open tasks, its watchers and its children along, and takes them back when that is undone', async () => {
    const [a, b, child] = [await open('A'), await open('B'), await open('C')]
    const doing = async (id: string, command: TicketCommand) =>
      expect(codeOf(await changeTicket(ports, { id, command: () => command, context: context() }))).toBe('done')
    const task = { department: 'customs', what: '报关单号', isRequired: true } as const
    await doing(a, { type: 'ask task', id: 'task_a', task })
    await doing(b, { type: 'ask task', id: 'task_b', task })
    await doing(a, { type: 'watch', user: 'usr_zhao', watches: true })
    await changeBoth(ports, {
      id: a,
      other: child,
      command: (other) => ({ type: 'adopt', child: other }),
      otherwise: (parent) => ({ type: 'join', parent }),
      context: context(),
    })
    const before = [await standing(a), await standing(b), await standing(child)]
    const list = openTasks(there.table, there.cursors)
    const toDo = async () => {
      const asked = { departments: ['customs'], wanted: ({ ticketId }: OpenTask) => ticketId === a || ticketId === b } as const
      const page = await list(asked, { limit: 100, cursor: undefined, reader: 'usr_li' })
      return page.ok ? page.value.items.map(({ ticketId, id }) => [ticketId, id]).toSorted() : page.error.code
    }
    expect(codeOf(await merge(a, b))).toBe('done')
    expect(await ticket(b)).toMatchObject({ children: [child], tasks: [{ id: 'task_b' }, { id: 'task_a' }] })
    expect((await ticket(b)).watchers).toContain('usr_zhao')
    expect(await toDo()).toEqual(
      [
        [b, 'task_a'],
        [b, 'task_b'],
      ].toSorted(),
    )
    expect(codeOf(await unmerge(a))).toBe('done')
    expect([await standing(a), await standing(b), await standing(child)]).toEqual(before)
    expect(await toDo()).toEqual(
      [
        [a, 'task_a'],
        [b, 'task_b'],
      ].toSorted(),
    )
  })

  it('goes there with as much as goes into one transaction: twenty open tasks, and twenty-four that went into it before', async () => {
    const [a, b] = [await open('A'), await open('B')]
    for (let i = 0; i < 23; i += 1) expect(codeOf(await merge(await open(`${i}`), a))).toBe('done')
    const task = { department: 'customs', what: '报关单号', isRequired: true } as const
    const asking = (i: number) => ({ id: a, command: () => ({ type: 'ask task', id: `task_${i}`, task }) as const, context: context() })
    for (let i = 0; i < 20; i += 1) await changeTicket(ports, asking(i))
    expect(codeOf(await merge(a, b))).toBe('done')
    const { absorbed, tasks } = await ticket(b)
    expect([absorbed.length, tasks.length]).toEqual([24, 20])
    expect(codeOf(await unmerge(a))).toBe('done')
    expect((await ticket(a)).tasks).toHaveLength(20)
  })

  it('may be merged on and on, and never round', async () => {
    const [a, b, c] = [await open('A'), await open('B'), await open('C')]
    await merge(a, b)
    await merge(b, c)
    expect((await receive(a, 'A2')).on).toBe(c)
    expect((await shown(c)).toSorted()).toEqual(['A', 'A2', 'B', 'C'])
    expect(codeOf(await merge(c, a))).toBe('ticket.merged')
    expect(codeOf(await merge(c, c))).toBe('ticket.same_ticket')
    // The later one first.
    expect(codeOf(await unmerge(a))).toBe('ticket.merged')
    expect(codeOf(await unmerge(b))).toBe('done')
    expect((await shown(c)).toSorted()).toEqual(['A2', 'C'])
    expect(codeOf(await unmerge(a))).toBe('done')
  })

  it('is merged one way when two want it both ways at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await open('A'), await open('B')]
      const codes = (await Promise.all([merge(a, b), merge(b, a)])).map(codeOf)
      expect(codes.filter((code) => code === 'done')).toHaveLength(1)
      const [into, from] = [await ticket(a), await ticket(b)].sort((one) => (one.mergedInto ? 1 : -1))
      expect([into?.mergedInto, from?.mergedInto]).toEqual([undefined, into?.id])
    }
  })

  it('loses nothing that comes in at the very moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await open('A'), await open('B')]
      await Promise.all([merge(a, b), receive(a, 'A2'), receive(b, 'B2')])
      expect((await shown(b)).toSorted()).toEqual(['A', 'A2', 'B', 'B2'])
    }
  })
})

describe('messages that are split from a ticket', () => {
  const split = async (id: string, messages: readonly string[], into = `tkt_${ulid()}`) => ({
    into,
    done: await splitTicket(ports, { id, into, messages, subject: '另一票', context: context() }),
  })

  it('are on the new ticket alone, of the same people, and it says where they are', async () => {
    const a = await open('A')
    const [second, third] = [await receive(a, 'A2'), await receive(a, 'A3')]
    const { into, done } = await split(a, [second.id, third.id])
    expect(codeOf(done)).toBe('done')
    expect(await wordsOn(a)).toEqual(['A'])
    expect((await wordsOn(into)).toSorted()).toEqual(['A2', 'A3'])
    expect(await ticket(into)).toMatchObject({ splitFrom: a, subject: '另一票', kind: 'inquiry', channel: 'mail' })
    expect((await ticket(a)).splits).toEqual([{ into, messages: [second.id, third.id] }])
    const [opened] = await ports.messagesIn(into, [second.id])
    expect(opened).toMatchObject({ ticketId: into, from: { address: 'li.na@shunda.example' } })
  })

  it('move once when the request comes again, and to one ticket when two want them at once', async () => {
    const a = await open('A')
    const { id } = await receive(a, 'A2')
    const tries = await Promise.all([split(a, [id]), split(a, [id])])
    expect(tries.map(({ done }) => codeOf(done)).toSorted()).toEqual(['done', 'ticket.message_unknown'])
    const into = tries.find(({ done }) => done.ok)?.into ?? ''
    expect(codeOf((await split(a, [id], into)).done)).toBe('done')
    expect([await wordsOn(a), await wordsOn(into)]).toEqual([['A'], ['A2']])
  })

  const asksForWaybills = {
    code: 'damaged',
    labels: { 'zh-CN': '破损', en: 'Damage' },
    form: [
      { key: 'waybills', type: 'references', labels: { 'zh-CN': '运单号', en: 'Waybills' }, required: true, most: 20 },
      { key: 'origin', type: 'place', labels: { 'zh-CN': '起运地', en: 'From' }, required: false },
    ],
    causes: [{ code: 'answered', labels: { 'zh-CN': '已答复', en: 'Answered' } }],
  }
  const form = { waybills: ['SF1024000017'], origin: 'CNSHA' }
  /** A ticket of a kind that asks for waybills, with or without them, and with a second message. */
  const damaged = async (filled: typeof form | Record<string, never>) => {
    const kind = TicketKind.parse(asksForWaybills)
    const kinds = async () => [...(await ports.kinds()), { state: kind, version: 1 }]
    const id = `tkt_${ulid()}`
    const opening = { id, channel: 'mail', subject: 'A', kind: 'damaged', form: filled, message: wrote('A') } as const
    const done = await openTicket({ ...ports, kinds }, opening, { ...context(), actor: system })
    if (!done.ok) throw new Error(done.error.code)
    const { id: message } = await receive(id, 'A2')
    const into = `tkt_${ulid()}`
    const order = { id, into, messages: [message], context: context() }
    return { into, splitInto: (more: { kind?: string; form?: FormValues }) => splitTicket({ ...ports, kinds }, { ...order, ...more }) }
  }

  it('take along what the form of their ticket says: waybills and lane are not lost', async () => {
    const { into, splitInto } = await damaged(form)
    expect(codeOf(await splitInto({}))).toBe('done')
    expect(await ticket(into)).toMatchObject({ kind: 'damaged', form })
  })

  it('make a ticket that is as complete as theirs, and are not held up by what nobody has filled in', async () => {
    const { into, splitInto } = await damaged({})
    expect(codeOf(await splitInto({}))).toBe('done')
    expect(await ticket(into)).toMatchObject({ kind: 'damaged', form: {} })
  })

  it('make a ticket with the form that is filled in for it, which its kind has to take', async () => {
    const { into, splitInto } = await damaged(form)
    const findings = (code: string, pointer: string) => ({ ok: false, error: { code: 'request.invalid', findings: [{ code, pointer }] } })
    expect(await splitInto({ form: {} })).toMatchObject(findings('ticket.field_missing', '/form/waybills'))
    expect(await splitInto({ kind: 'inquiry', form: { nobodyAsks: 'x' } })).toMatchObject(
      findings('ticket.field_unknown', '/form/nobodyAsks'),
    )
    expect(codeOf(await splitInto({ form: { waybills: ['SF1024000018'] } }))).toBe('done')
    expect((await ticket(into)).form).toEqual({ waybills: ['SF1024000018'] })
  })

  it('make a ticket of another kind without what only the form of theirs asks for', async () => {
    const { into, splitInto } = await damaged(form)
    expect(codeOf(await splitInto({ kind: 'inquiry' }))).toBe('done')
    expect(await ticket(into)).toMatchObject({ kind: 'inquiry', form: {} })
  })

  it('must be in its thread', async () => {
    const [a, b] = [await open('A'), await open('B')]
    const { id } = await receive(b, 'B2')
    expect(codeOf((await split(a, [id])).done)).toBe('ticket.message_unknown')
  })

  it('are shown with the rest again when that is undone, with what has come since', async () => {
    const a = await open('A')
    const { id } = await receive(a, 'A2')
    const { into } = await split(a, [id])
    await receive(into, 'N2')
    const rejoined = () =>
      changeBoth(ports, {
        id: into,
        other: a,
        command: (other) => ({ type: 'merge', into: other }),
        otherwise: (other) => ({ type: 'rejoin', other }),
        context: context(),
      })
    expect(codeOf(await rejoined())).toBe('done')
    expect(codeOf(await rejoined())).toBe('done')
    expect((await shown(a)).toSorted()).toEqual(['A', 'A2', 'N2'])
    expect((await receive(into, 'N3')).on).toBe(a)
  })
})

describe('one incident with many customers', () => {
  const adopt = (id: string, child: string) =>
    changeBoth(ports, {
      id,
      other: child,
      command: (other) => ({ type: 'adopt', child: other }),
      otherwise: (parent) => ({ type: 'join', parent }),
      context: context(),
    })

  it('is a ticket above theirs, each knowing the other, and nothing above that', async () => {
    const [parent, one, two, other] = [await open('P'), await open('1'), await open('2'), await open('O')]
    expect(codeOf(await adopt(parent, one))).toBe('done')
    expect(codeOf(await adopt(parent, one))).toBe('done')
    expect(codeOf(await adopt(parent, two))).toBe('done')
    expect([(await ticket(parent)).children, (await ticket(one)).parentId]).toEqual([[one, two], parent])
    expect(codeOf(await adopt(other, parent))).toBe('ticket.has_children')
    expect(codeOf(await adopt(one, other))).toBe('ticket.has_parent')
    expect(codeOf(await adopt(other, one))).toBe('ticket.has_parent')
    expect(codeOf(await adopt(parent, parent))).toBe('ticket.same_ticket')
    const released = await changeBoth(ports, {
      id: parent,
      other: one,
      command: (child) => ({ type: 'let go', child }),
      otherwise: (above) => ({ type: 'leave', parent: above }),
      context: context(),
    })
    expect(codeOf(released)).toBe('done')
    expect([(await ticket(parent)).children, (await ticket(one)).parentId]).toEqual([[two], undefined])
  })
})

describe('what ended an incident', () => {
  const resolution = { cause: 'answered', fix: '港口已恢复', customerTold: true }
  const resolve = (id: string, despiteTasks = false) =>
    changeTicket(ports, { id, command: () => ({ type: 'resolve', draft: resolution, kind: undefined, despiteTasks }), context: context() })
  const link = (id: string, child: string) =>
    changeBoth(ports, {
      id,
      other: child,
      command: (other) => ({ type: 'adopt', child: other }),
      otherwise: (parent) => ({ type: 'join', parent }),
      context: context(),
    })
  const offer = async (id: string, text: string) => {
    const done = await changeTicket(ports, { id, command: () => ({ type: 'offer fix', text }), context: context() })
    if (!done.ok) return done
    const events = await there.table.queryAll({ partition: `EVENTS#${id}` })
    const [last] = events.map((item) => readEvent(item)).filter(({ type }) => type === 'ticket.fix_offered')
    if (!last) throw new Error('nothing was offered')
    const { data: _data, why: _why, ...notice } = last
    return { ok: true as const, notice }
  }

  it('ends it for each of its customers, who hear it once in their own thread, however often the job is told', async () => {
    const parent = await open('P')
    const children = await Promise.all(Array.from({ length: 23 }, (_, i) => open(`C${i}`)))
    const [gone = '', ...others] = children
    for (const child of children) await link(parent, child)
    expect(codeOf(await offer(parent, '港口已恢复作业'))).toBe('ticket.not_resolved')
    await resolve(parent)
    await resolve(gone)
    const told = await offer(parent, '港口已恢复作业')
    if (!told.ok) throw new Error('refused')
    const job = sameFix({ ...ports, event: eventIn(there.table) })
    await job(told.notice, context())
    await job(told.notice, context())
    for (const child of others) {
      expect(await ticket(child)).toMatchObject({ status: 'resolved', resolution: { cause: 'answered', customerTold: true } })
      expect((await wordsOn(child)).filter((text) => text === '港口已恢复作业')).toHaveLength(1)
    }
    expect(await wordsOn(gone)).not.toContain('港口已恢复作业')
    expect(codeOf(await offer(gone, 'x'))).toBe('ticket.no_children')
  })
})

describe('a ticket that was merged', () => {
  it('is told what ended its incident where it goes on, once, and not in the incident itself', async () => {
    const [parent, one, two, into] = [await open('P'), await open('1'), await open('2'), await open('X')]
    for (const child of [one, two])
      await changeBoth(ports, {
        id: parent,
        other: child,
        command: (other) => ({ type: 'adopt', child: other }),
        otherwise: (above) => ({ type: 'join', parent: above }),
        context: context(),
      })
    expect(codeOf(await merge(one, into))).toBe('done')
    expect(codeOf(await merge(two, parent))).toBe('done')
    const draft = { cause: 'answered', fix: '港口已恢复', customerTold: true }
    await changeTicket(ports, { id: parent, command: () => ({ type: 'resolve', draft, kind: undefined }), context: context() })
    await changeTicket(ports, { id: parent, command: () => ({ type: 'offer fix', text: '港口已恢复作业' }), context: context() })
    const events = (await there.table.queryAll({ partition: `EVENTS#${parent}` })).map((item) => readEvent(item))
    const offer = events.find(({ type }) => type === 'ticket.fix_offered')
    if (!offer) throw new Error('nothing was offered')
    const job = sameFix({ ...ports, event: eventIn(there.table) })
    await job(offer, context())
    await job(offer, context())
    expect(await ticket(into)).toMatchObject({ status: 'resolved', resolution: { cause: 'answered' } })
    expect((await wordsOn(into)).filter((text) => text === '港口已恢复作业')).toHaveLength(1)
    expect(await wordsOn(parent)).not.toContain('港口已恢复作业')
    expect(await wordsOn(one), 'of the same people, who hear it once').not.toContain('港口已恢复作业')
  })

  it('into one of somebody else is told so in its own thread, too, once each', async () => {
    const [parent, one, into] = [await open('P'), await open('1', 'li.si@other.example'), await open('X')]
    await changeBoth(ports, {
      id: parent,
      other: one,
      command: (other) => ({ type: 'adopt', child: other }),
      otherwise: (above) => ({ type: 'join', parent: above }),
      context: context(),
    })
    expect(codeOf(await merge(one, into))).toBe('done')
    expect(await ticket(one)).toMatchObject({ apart: true })
    const draft = { cause: 'answered', fix: '港口已恢复', customerTold: true }
    await changeTicket(ports, { id: parent, command: () => ({ type: 'resolve', draft, kind: undefined }), context: context() })
    await changeTicket(ports, { id: parent, command: () => ({ type: 'offer fix', text: '港口已恢复作业' }), context: context() })
    const events = (await there.table.queryAll({ partition: `EVENTS#${parent}` })).map((item) => readEvent(item))
    const offer = events.find(({ type }) => type === 'ticket.fix_offered')
    if (!offer) throw new Error('nothing was offered')
    const job = sameFix({ ...ports, event: eventIn(there.table) })
    await job(offer, context())
    await job(offer, context())
    for (const each of [one, into]) expect((await wordsOn(each)).filter((text) => text === '港口已恢复作业')).toHaveLength(1)
    expect(await ticket(into)).toMatchObject({ status: 'resolved' })
  })
})

describe('a task for another department', () => {
  const task = { department: 'customs', what: '报关单号', isRequired: true } as const
  const ask = (id: string, name: string, isRequired = true) =>
    changeTicket(ports, { id, command: () => ({ type: 'ask task', id: name, task: { ...task, isRequired } }), context: context() })
  const finish = (id: string, name: string, actor: Parameters<typeof contextOf>[0]) =>
    changeTicket(ports, {
      id,
      command: () => ({ type: 'finish task', id: name, note: '已放行' }),
      context: contextOf({ now: now(), ...actor }),
    })

  it('is done by its people, though they see nothing else of the ticket, and by nobody else', async () => {
    const id = await open('A')
    await ask(id, 'task_1')
    const stranger = { id: 'usr_9', roles: ['finance'], reach: { kind: 'own' } as const }
    const officer = { id: 'usr_8', roles: ['operations'], reach: { kind: 'team', team: 'customs' } as const }
    expect(codeOf(await finish(id, 'task_1', { actor: stranger }))).toBe('access.out_of_scope')
    expect(codeOf(await finish(id, 'task_1', { actor: officer }))).toBe('done')
    expect(codeOf(await finish(id, 'task_2', { actor: officer }))).toBe('access.out_of_scope')
    expect((await ticket(id)).tasks).toMatchObject([{ id: 'task_1', done: { by: 'usr_8', note: '已放行' } }])
  })

  it('keeps the ticket from being resolved until it is done, unless somebody says so, or it need not be', async () => {
    const resolve = (id: string, despiteTasks: boolean) =>
      changeTicket(ports, {
        id,
        command: () => ({ type: 'resolve', draft: { cause: 'answered', fix: 'x', customerTold: true }, kind: undefined, despiteTasks }),
        context: context(),
      })
    const [a, b] = [await open('A'), await open('B')]
    await ask(a, 'task_1')
    await ask(b, 'task_1', false)
    expect(await resolve(a, false)).toMatchObject({ ok: false, error: { code: 'ticket.tasks_open', tasks: ['task_1'] } })
    expect(codeOf(await resolve(a, true))).toBe('done')
    expect(codeOf(await resolve(b, false))).toBe('done')
  })
})
