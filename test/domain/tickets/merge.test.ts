import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContactId, CustomerId, TicketId, UserId } from '../../../domain/kernel/ids.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import { tickets } from '../../../domain/tickets/decide.ts'
import { tasksToDo } from '../../../domain/tickets/open-task.ts'
import { Ticket } from '../../../domain/tickets/ticket.ts'
import { contextOf } from '../../support/context.ts'
import { at, given, opening } from './stories.ts'

const idOf = (n: number) => TicketId.parse(`tkt_${String(n).padStart(26, '0')}`)
const fresh = (n: number, facts: Partial<Ticket> = {}): Ticket => {
  const { after } = given().when({ type: 'open', opening: opening({ id: idOf(n) }) }, contextOf({ now: at(0) }))
  return Ticket.parse({ ...after, watchers: [], ...facts })
}

let moment = 0
const decided = (ticket: Ticket | undefined, command: TicketCommand) => {
  moment += 1
  return tickets.decide(ticket, command, contextOf({ now: at(1, moment % 24), actor: { id: 'usr_boss' } }))
}
const done = (ticket: Ticket, command: TicketCommand): Ticket => {
  const outcome = decided(ticket, command)
  if (!outcome.ok) throw new Error(outcome.error.code)
  const state = outcome.value.reduce<Ticket | undefined>(tickets.evolve, ticket)
  // What an event makes of a ticket can be read again.
  return Ticket.parse(state)
}
const refusal = (ticket: Ticket, command: TicketCommand) => {
  const outcome = decided(ticket, command)
  return outcome.ok ? 'done' : outcome.error.code
}

type Pair = readonly [from: Ticket, into: Ticket]
const merged = ([from, into]: Pair): Pair => [done(from, { type: 'merge', into }), done(into, { type: 'absorb', other: from })]
const undone = ([from, into]: Pair): Pair => [done(from, { type: 'unmerge', from: into }), done(into, { type: 'release', other: from })]
/** What a merge leaves no trace in: time goes on. */
const standing = ({ facts: _facts, changedAt: _at, ...rest }: Ticket) => rest

const asked = { at: at(0), by: UserId.parse('usr_li') }
const task = (id: string, isDone: boolean, isRequired = true) => ({
  id,
  department: 'customs' as const,
  what: '报关单号',
  isRequired,
  asked,
  ...(isDone && { done: asked }),
})
const users = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 6 }).map((all) => all.map((n) => UserId.parse(`usr_${n}`)))
const tasksFor = (name: string) =>
  fc
    .array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 4 })
    .map((all) => all.map(([done, required], i) => task(`${name}_${i}`, done, required)))
const childrenOf = (n: number) => fc.integer({ min: 0, max: 4 }).map((count) => Array.from({ length: count }, (_, i) => idOf(n * 100 + i)))
const lived = (n: number) =>
  fc
    .record({ watchers: users, tasks: tasksFor(`task${n}`), children: childrenOf(n), status: fc.constantFrom('new', 'open', 'on_hold') })
    .map((facts) => fresh(n, facts as Partial<Ticket>))
const pair: fc.Arbitrary<Pair> = fc.tuple(lived(1), lived(2))

describe('a ticket that is merged into another', () => {
  it('stands as it stood when that is undone, and so does the other, whoever watched them and whatever was to be done', () => {
    fc.assert(
      fc.property(pair, (before) => {
        expect(undone(merged(before)).map(standing)).toEqual(before.map(standing))
      }),
    )
  })

  it('so does one that went into a third before', () => {
    fc.assert(
      fc.property(pair, lived(3), ([a, b], c) => {
        const [one, two] = merged([a, b])
        const [inThird, third] = merged([two, c])
        const [back, thirdAgain] = undone([inThird, third])
        expect([...undone([one, back]), thirdAgain].map(standing)).toEqual([a, b, c].map(standing))
      }),
    )
  })

  it('leaves nothing behind: its watchers, its open tasks and its children are the other one’s, each once', () => {
    fc.assert(
      fc.property(pair, (before) => {
        const [from, into] = merged(before)
        expect(into.watchers.toSorted()).toEqual([...new Set(before.flatMap(({ watchers }) => watchers))].toSorted())
        expect(tasksToDo(into).map(({ id }) => id)).toEqual(
          [before[1], before[0]].flatMap((ticket) => tasksToDo(ticket).map(({ id }) => id)),
        )
        expect(tasksToDo(from)).toEqual([])
        expect(into.children.toSorted()).toEqual(before.flatMap(({ children }) => children).toSorted())
      }),
    )
  })

  it('holds the other one open until what was asked for it is done, which stays done when the merge is undone', () => {
    const [from, into] = merged([fresh(1, { tasks: [task('task_1', false)] }), fresh(2)])
    const resolve = { type: 'resolve', draft: { cause: 'delayed', fix: '已催促', customerTold: true }, kind: undefined } as const
    expect(refusal(into, resolve)).toBe('ticket.tasks_open')
    const worked = done(into, { type: 'finish task', id: 'task_1', note: '已放行' })
    expect(refusal(worked, resolve)).toBe('done')
    const [back, other] = undone([from, worked])
    expect(back.tasks).toMatchObject([{ id: 'task_1', done: { by: 'usr_boss', note: '已放行' } }])
    expect(other.tasks).toEqual([])
  })

  it('takes back what came in between to neither: that is the other one’s', () => {
    const [from, into] = merged([fresh(1, { watchers: [UserId.parse('usr_1')] }), fresh(2)])
    const worked = done(done(into, { type: 'watch', user: 'usr_2', watches: true }), {
      type: 'ask task',
      id: 'task_new',
      task: { department: 'customs', what: '箱单', isRequired: false },
    })
    const [back, other] = undone([from, worked])
    expect([back.watchers, back.tasks]).toEqual([['usr_1'], []])
    expect([other.watchers, other.tasks.map(({ id }) => id)]).toEqual([['usr_2'], ['task_new']])
  })
})

describe('an incident that is merged into another ticket', () => {
  const child = fresh(9, { parentId: idOf(1) })
  const [from, into] = merged([fresh(1, { children: [child.id] }), fresh(2)])

  it('has its children below that one, which knows them for its own and lets them go', () => {
    expect(into.children).toEqual([child.id])
    expect([refusal(into, { type: 'adopt', child }), refusal(child, { type: 'join', parent: into })]).toEqual(['done', 'done'])
    expect(done(child, { type: 'join', parent: into }).parentId).toBe(from.id)
    expect(refusal(child, { type: 'join', parent: fresh(3) })).toBe('ticket.has_parent')
    const alone = [done(into, { type: 'let go', child }), done(child, { type: 'leave', parent: into })] as const
    expect([alone[0].children, alone[1].parentId]).toEqual([[], undefined])
    expect(undone([from, alone[0]]).map(({ children }) => children)).toEqual([[], []])
  })

  it('goes into no ticket that hangs below one: nothing hangs two levels deep', () => {
    const below = fresh(3, { parentId: idOf(4) })
    expect(refusal(fresh(1, { children: [child.id] }), { type: 'merge', into: below })).toBe('ticket.has_parent')
    expect(refusal(below, { type: 'absorb', other: fresh(1, { children: [child.id] }) })).toBe('ticket.has_parent')
  })
})

describe('what is more than goes into one ticket is refused, not cut off:', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => i)
  it.each([
    ['open tasks that go along at once', fresh(1, { tasks: many(21).map((i) => task(`t_${i}`, false)) }), fresh(2), 'ticket.full'],
    [
      'tasks in all',
      fresh(1, { tasks: many(5).map((i) => task(`t_${i}`, false)) }),
      fresh(2, { tasks: many(46).map((i) => task(`u_${i}`, true)) }),
      'ticket.full',
    ],
    [
      'watchers',
      fresh(1, { watchers: [UserId.parse('usr_x')] }),
      fresh(2, { watchers: many(50).map((i) => UserId.parse(`usr_${i}`)) }),
      'ticket.watchers_full',
    ],
    ['children', fresh(1, { children: [idOf(9)] }), fresh(2, { children: many(500).map((i) => idOf(1000 + i)) }), 'ticket.full'],
  ])('%s', (_, from, into, code) => {
    expect([refusal(from, { type: 'merge', into }), refusal(into, { type: 'absorb', other: from })]).toEqual([code, code])
  })
})

describe('tickets of different people', () => {
  const [shunda, other] = [CustomerId.parse('cus_01KAJ0000000000000000000AA'), CustomerId.parse('cus_01KAJ0000000000000000000BB')]
  const [li, wang] = [ContactId.parse('con_01KAJ0000000000000000000AA'), ContactId.parse('con_01KAJ0000000000000000000BB')]
  const from = (address: string) => ({ requester: { address } })

  it.each([
    ['of two customers', { customerId: shunda }, { customerId: other }],
    ['of two people of one customer', { customerId: shunda, contactId: li }, { customerId: shunda, contactId: wang }],
    ['of two addresses of which nobody knows whose they are', from('a@x.example'), from('b@x.example')],
    ['of a customer and of an address that wrote something else', { customerId: shunda, ...from('a@x.example') }, from('b@x.example')],
  ])('are not merged unless somebody says that it is meant: %s', (_, one, two) => {
    const [a, b] = [fresh(1, one), fresh(2, two)]
    expect(refusal(a, { type: 'merge', into: b })).toBe('ticket.other_customer')
    expect(refusal(a, { type: 'merge', into: b, otherCustomer: true })).toBe('done')
  })

  it.each([
    ['of one customer', { customerId: shunda }, { customerId: shunda }],
    ['of one address, however it is written', from('A@x.example'), from('a@X.example')],
    ['of two addresses of one person', { contactId: li, ...from('a@x.example') }, { contactId: li, ...from('b@x.example') }],
    ['of nobody who is known', {}, { customerId: shunda }],
  ])('are merged without more ado when they may be %s', (_, one, two) => {
    expect(refusal(fresh(1, one), { type: 'merge', into: fresh(2, two) })).toBe('done')
  })
})
