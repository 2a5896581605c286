import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { byMacro } from '../../../domain/macros/applying.ts'
import { shippedTable } from '../../../domain/priorities/table.ts'
import { tickets } from '../../../domain/tickets/decide.ts'
import { TicketMessage } from '../../../domain/tickets/thread.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { claimKind, macroOf, ticketOf } from './support.ts'

const message = (kind: 'reply' | 'note', facts: object) =>
  TicketMessage.parse({
    id: `tms_0000000000000000000000000${kind === 'reply' ? 1 : 2}`,
    ticketId: ticketOf().id,
    at: '2026-11-21T08:30:00.000Z',
    kind,
    text: '已受理',
    author: 'usr_test',
    ...facts,
  })
const [reply, note] = [message('reply', { channel: 'mail' }), message('note', {})]
const prepared = {
  reply: reply.kind === 'reply' ? reply : undefined,
  note: note.kind === 'note' ? note : undefined,
  kinds: [claimKind],
  lists: shippedLists,
  priorities: shippedTable,
}
const apply = (ticket: Ticket | undefined, ...actions: readonly object[]) =>
  stories(byMacro(tickets), ticket)
    .given()
    .when({ macro: macroOf(...actions), prepared }, contextOf({ actor: { id: 'usr_test' } }))

const resolution = { do: 'resolve', cause: 'handling', fix: '已赔付', customerTold: true }
const everything = [
  { do: 'reply', template: 'reply.claim' },
  { do: 'note', text: '已致电' },
  { do: 'tag', add: ['legal'], remove: ['damage'] },
  { do: 'assign', to: 'me' },
  { do: 'prioritize', priority: 'P1' },
  resolution,
]

describe('a macro', () => {
  it('does several things in one, each on what those before it have left', () => {
    const { after, decided } = apply(ticketOf({ status: 'new' }), ...everything)
    expect(after).toMatchObject({
      status: 'resolved',
      tags: ['legal'],
      assignee: 'usr_test',
      priority: 'P1',
      resolution: { cause: 'handling', by: 'usr_test' },
    })
    expect(decided.ok && decided.value.map(({ type }) => type)).toEqual([
      'ticket.replied',
      'ticket.moved',
      'ticket.noted',
      'ticket.changed',
      'ticket.assigned',
      'ticket.raised',
      'ticket.resolved',
    ])
  })

  it('hands a ticket over to the queue of a team, from which nobody has it yet', () => {
    expect(apply(ticketOf(), { do: 'hand_over', team: 'finance' }).after).toMatchObject({ team: 'finance' })
    expect(apply(ticketOf(), { do: 'hand_over', team: 'finance' }).after).not.toHaveProperty('assignee')
  })

  it('does nothing at all where one of its actions cannot be done, and says which and why', () => {
    const before = ticketOf({
      status: 'resolved',
      resolution: { cause: 'handling', fix: '-', customerTold: true, at: '2026-11-20T09:00:00.000Z', by: 'usr_li' },
    })
    const { thenRefused, after } = apply(before, { do: 'tag', add: ['legal'] }, { do: 'move', to: 'on_hold' })
    thenRefused('macro.action_refused', { action: 1, because: { code: 'ticket.move_impossible', from: 'resolved', to: 'on_hold' } })
    expect(after).toBe(before)
  })

  it('is found out to be denied before anything is looked at, action by action', () => {
    const helper = { permissions: ['tickets:read', 'tickets:note'] as const }
    const { given } = stories(byMacro(tickets), ticketOf())
    const macro = macroOf({ do: 'note', text: '已致电' }, { do: 'move', to: 'on_hold' })
    given()
      .when({ macro, prepared }, contextOf({ actor: helper }))
      .thenRefused('macro.action_denied', { action: 1, permission: 'tickets:write' })
    const { after } = given().when({ macro: macroOf({ do: 'note', text: '已致电' }), prepared }, contextOf({ actor: helper }))
    expect(after?.status).toBe('open')
  })

  it('is for tickets that its user reaches, and for kinds that it names', () => {
    const { given } = stories(byMacro(tickets), ticketOf())
    const macro = { ...macroOf({ do: 'move', to: 'on_hold' }), kinds: ['inquiry'] }
    given().when({ macro, prepared }).thenRefused('macro.other_kind')
    given()
      .when({ macro: { ...macro, kinds: [] }, prepared }, contextOf({ actor: { reach: { kind: 'own' } } }))
      .thenRefused('macro.action_refused', { because: { code: 'access.out_of_scope' } })
    given()
      .when({ macro: { ...macro, retired: true }, prepared })
      .thenRefused('macro.retired')
    stories(byMacro(tickets)).given().when({ macro, prepared }).thenRefused('ticket.not_found')
  })

  it('lowers a priority only with the reason that it gives', () => {
    const urgent = ticketOf({ priority: 'P1' })
    apply(urgent, { do: 'prioritize', priority: 'P4' }).thenRefused('macro.action_refused', {
      because: { code: 'ticket.priority_lowered' },
    })
    expect(apply(urgent, { do: 'prioritize', priority: 'P4', why: '客户同意等待' }).after).toMatchObject({ priority: 'P4' })
  })

  it('leaves a ticket as it is, or as all its actions leave it, whatever they are', () => {
    const actions = fc.subarray([...everything, { do: 'move', to: 'pending_carrier' }, { do: 'hand_over', team: 'nobody' }], {
      minLength: 1,
    })
    const states = fc.constantFrom(ticketOf(), ticketOf({ status: 'new' }), ticketOf({ mergedInto: 'tkt_00000000000000000000000000' }))
    fc.assert(
      fc.property(actions, states, (some, before) => {
        const { decided, after } = apply(before, ...some)
        const singly = some.reduce<Ticket | undefined>((state, action) => apply(state, action).after, before)
        expect(after).toEqual(decided.ok ? singly : before)
      }),
    )
  })
})
