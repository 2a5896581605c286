import { describe, expect, it } from 'vitest'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { shippedTable } from '../../../domain/priorities/table.ts'
import type { Sorted } from '../../../domain/sorting/sorted.ts'
import { laneEnds, laneOf } from '../../../domain/ticket-kinds/lane.ts'
import { shippedKind, shippedKinds } from '../../../domain/ticket-kinds/shipped.ts'
import { dueAtOf } from '../../../domain/tickets/due.ts'
import { reachesTicket } from '../../../domain/tickets/reach.ts'
import type { TicketPatch } from '../../../domain/tickets/ticket.ts'
import { actorOf, contextOf } from '../../support/context.ts'
import { customerId, customerOf } from '../reviews/stories.ts'
import { at, given, later, li, named, note, opened, opening, otherTicket, received, reply, resolve, resolved, ticketId } from './stories.ts'

const typesOf = (decided: ReturnType<ReturnType<typeof given>['when']>['decided']) =>
  decided.ok ? decided.value.map(({ type }) => type) : decided.error.code

describe('opening a ticket', () => {
  it('takes priority, team and tags from how it was sorted, and tier and region from its customer', () => {
    const customer = { wanted: customerId, is: customerOf({ region: 'east' }) }
    expect(given().when({ type: 'open', opening: opening({ customer }, 'complaint') }, later(0)).after).toMatchObject({
      status: 'new',
      number: '261123-4711',
      kind: 'complaint',
      team: 'customer_service',
      customerId,
      tier: 'vip',
      region: 'east',
      openedAt: at(0),
    })
  })

  it('is done once: asked for again it is the same ticket', () => {
    given(...opened())
      .when({ type: 'open', opening: opening() }, later(0))
      .thenNothing()
  })

  it('has whoever opens it keep an eye on it, and no machine and no clock', () => {
    const open = { type: 'open', opening: opening() } as const
    expect(given().when(open, later(0, { actor: li })).after?.watchers).toEqual(['usr_li'])
    expect(given().when(open, later(0, { actor: { id: 'system', roles: ['system'] } })).after?.watchers).toEqual([])
    expect(given().when(open, later(0, { actor: { id: 'tms', roles: ['integration'] } })).after?.watchers).toEqual([])
  })

  it('is refused for a customer that there is not, or that whoever opens it does not reach', () => {
    given()
      .when({ type: 'open', opening: opening({ customer: { wanted: customerId, is: undefined } }) }, later(0))
      .thenRefused('customer.not_found')
    given()
      .when({ type: 'open', opening: opening({ customer: named() }) }, later(0, { actor: { ...li, reach: { kind: 'own' } } }))
      .thenRefused('access.out_of_scope')
  })

  it('asks a person for what its kind asks for, and takes what came in by itself as it came', () => {
    const [shipped] = shippedKinds.filter(({ code }) => code === 'tracking')
    const form = shipped?.form.map((field) => ({ ...field, required: true })) ?? []
    const kind = { code: 'tracking', is: shipped && { ...shipped, form } }
    const open = { type: 'open', opening: { ...opening(), kind } } as const
    given()
      .when(open, later(0))
      .thenRefused('request.invalid', {
        findings: [
          { code: 'ticket.field_missing', pointer: '/form/waybills', severity: 'block' },
          { code: 'ticket.field_missing', pointer: '/form/origin', severity: 'block' },
          { code: 'ticket.field_missing', pointer: '/form/destination', severity: 'block' },
          { code: 'ticket.field_missing', pointer: '/form/promisedOn', severity: 'block' },
        ],
      })
    expect(given().when(open, later(0, { actor: { id: 'system', roles: ['system'] } })).after?.status).toBe('new')
  })

  it('is refused with a field that its kind does not have, with one that does not fit, and with a claim that it is not about', () => {
    const refused = (facts: Parameters<typeof opening>[0], code: string, pointer: string, kind = 'tracking') =>
      given()
        .when({ type: 'open', opening: opening(facts, kind) }, later(0))
        .thenRefused('request.invalid', { findings: [{ code, pointer, severity: 'block' }] })
    refused({ form: { colour: 'red' } }, 'ticket.field_unknown', '/form/colour')
    refused({ form: { promisedOn: 'soon' } }, 'ticket.field_unfit', '/form/promisedOn')
    refused({ form: { origin: '上海' } }, 'ticket.field_unfit', '/form/origin')
    refused({ claim: { amount: { minor: 1, currency: 'CNY' } } }, 'ticket.no_claim', '/claim')
    refused({ kind: { code: 'rain', is: undefined } }, 'ticket.kind_unknown', '/kind')
    expect(given().when({ type: 'open', opening: opening({ claim: { insurer: '平安' } }, 'claim') }, later(0)).after).toMatchObject({
      claim: { insurer: '平安' },
    })
  })

  it('every kind that ships has causes, and a team that there is', () => {
    expect(shippedKinds.map(({ code }) => code)).toEqual([
      'inquiry',
      'tracking',
      'complaint',
      'exception',
      'claim',
      'booking_change',
      'billing_dispute',
      'document_request',
    ])
    for (const { team, causes } of shippedKinds) {
      expect(shippedLists.team.values.map(({ code }) => code)).toContain(team)
      expect(causes.length).toBeGreaterThan(2)
    }
  })
})

it.each(['tracking', 'exception', 'claim', 'booking_change'])('a ticket about goods on their way (%s) says from where to where', (code) => {
  const ends = shippedKind(code)?.form.filter(({ type }) => type === 'place')
  expect(ends?.map(({ key }) => key)).toEqual(Object.values(laneEnds))
  const form = { origin: 'CNSHA', destination: 'DEHAM' }
  expect(laneOf(given().when({ type: 'open', opening: opening({ form }, code) }, later(0)).after?.form ?? {})).toEqual({
    from: 'CNSHA',
    to: 'DEHAM',
  })
})

describe('what is said in a ticket', () => {
  it('to the customer and to colleagues are events of different kinds', () => {
    const past = opened()
    expect(typesOf(given(...past).when({ type: 'reply', message: reply() }, later(1)).decided)).toEqual(['ticket.replied', 'ticket.moved'])
    expect(typesOf(given(...past).when({ type: 'note', message: note() }, later(1)).decided)).toEqual(['ticket.noted'])
  })

  it('is said once, however often it is brought', () => {
    const message = received()
    const { decided } = given(...opened()).when({ type: 'receive', message }, later(1))
    const events = decided.ok ? decided.value : []
    expect(events).toHaveLength(1)
    given(...opened(), ...events)
      .when({ type: 'receive', message }, later(2))
      .thenNothing()
  })

  it('an event holds the beginning of it and no address', () => {
    const long = received({ text: '货'.repeat(5000), from: { name: '李娜', address: 'li.na@shunda.example' } })
    const { decided } = given(...opened()).when({ type: 'receive', message: long }, later(1))
    expect(JSON.stringify(decided)).not.toContain('li.na')
    expect(decided).toMatchObject({ value: [{ excerpt: `${'货'.repeat(199)}…` }] })
  })

  it('ends the wait for the customer, and no other wait', () => {
    const waiting = (to: 'pending_customer' | 'pending_carrier' | 'on_hold') =>
      [...opened(), { type: 'ticket.moved', from: 'new', to, at: at(0, 1), by: 'usr_li' }] as const
    const wrote = (to: Parameters<typeof waiting>[0]) =>
      given(...waiting(to)).when({ type: 'receive', message: received() }, later(1)).after?.status
    expect(wrote('pending_customer')).toBe('open')
    expect(wrote('pending_carrier')).toBe('pending_carrier')
    expect(wrote('on_hold')).toBe('on_hold')
  })

  it('whoever is mentioned may read it from then on', () => {
    const { after } = given(...opened()).when({ type: 'note', message: note({ mentions: ['usr_fang'] }) }, later(1))
    expect(after && reachesTicket(actorOf({ id: 'usr_fang', reach: { kind: 'own' } }), after)).toBe(true)
  })

  it('raises what urgent words make urgent, and lowers nothing', () => {
    const sorted: Sorted = { kind: 'tracking', urgency: 'high', impact: 'high', priority: 'P1', tags: ['legal'], why: [] }
    const command = { type: 'receive', message: received(), sorted } as const
    expect(given(...opened()).when(command, later(1)).after).toMatchObject({ priority: 'P1', tags: ['legal'] })
  })

  it('what a machine wrote is kept and moves nothing: no wait ends, nothing opens again, no deadline is met', () => {
    const machine = { type: 'receive', message: received({ automatic: true }, 2) } as const
    const { after, decided } = given(...resolved()).when(machine, later(2))
    expect(typesOf(decided)).toEqual(['ticket.message_received'])
    expect(after).toMatchObject({ status: 'resolved' })
    expect(after?.lastInAt).toBeUndefined()
    expect(after?.facts).toEqual(given(...resolved()).state?.facts)
    const answered = given(...opened()).when({ type: 'reply', message: reply({ automatic: true }) }, later(1)).after
    expect(answered?.status).toBe('new')
    expect(answered?.facts).toEqual(given(...opened()).state?.facts)
  })

  it('to the customer is not said in a closed ticket; to colleagues it is', () => {
    const closed = [...opened(), { type: 'ticket.closed', closed: { at: at(1), by: 'usr_li', reason: 'spam' } }] as const
    given(...closed)
      .when({ type: 'reply', message: reply() }, later(1))
      .thenRefused('ticket.closed')
    expect(typesOf(given(...closed).when({ type: 'note', message: note() }, later(1)).decided)).toEqual(['ticket.noted'])
  })
})

describe('the end of a ticket', () => {
  it('needs a cause of its kind, the fix, and whether the customer was told', () => {
    given(...opened())
      .when({ ...resolve, draft: { ...resolve.draft, cause: 'moon' } }, later(1))
      .thenRefused('request.invalid', { findings: [{ code: 'ticket.cause_unknown', pointer: '/cause', severity: 'block' }] })
    expect(given(...opened()).when(resolve, later(1)).after).toMatchObject({
      status: 'resolved',
      resolution: { cause: 'delayed', customerTold: true, at: at(1), by: 'usr_test' },
    })
  })

  it('is undone when the customer writes within 14 days, under the same number', () => {
    const { after, decided } = given(...resolved(1)).when({ type: 'receive', message: received({}, 15) }, later(15))
    expect(typesOf(decided)).toEqual(['ticket.message_received', 'ticket.reopened'])
    expect(after).toMatchObject({ status: 'reopened', number: '261123-4711', reopened: 1 })
    expect(after && 'resolution' in after).toBe(false)
  })

  it('is final after 14 days: the message belongs to a new ticket, which the old one names from then on', () => {
    const message = received({}, 16)
    given(...resolved(1))
      .when({ type: 'receive', message }, contextOf({ now: '2026-12-08T01:00:00.001Z' }))
      .thenRefused('ticket.too_late', { until: at(15) })
    const { decided } = given(...resolved(1)).when({ type: 'continue in', ticket: otherTicket }, later(16))
    given(...resolved(1), ...(decided.ok ? decided.value : []))
      .when({ type: 'receive', message }, later(16))
      .thenRefused('ticket.too_late', { continuedBy: otherTicket })
    given(...resolved(1))
      .when({ type: 'reopen' }, later(16))
      .thenRefused('ticket.too_late')
  })

  it('has its matter go on in one other ticket: whoever names another is told which', () => {
    const { decided } = given(...resolved(1)).when({ type: 'continue in', ticket: otherTicket }, later(16))
    const continued = given(...resolved(1), ...(decided.ok ? decided.value : []))
    continued.when({ type: 'continue in', ticket: otherTicket }, later(17)).thenNothing()
    continued
      .when({ type: 'continue in', ticket: ticketId }, later(17))
      .thenRefused('ticket.too_late', { until: at(15), continuedBy: otherTicket })
  })

  it('comes by itself 14 days after it was resolved, once', () => {
    const { state } = given(...resolved(1))
    expect(state && dueAtOf(state)).toBe(at(15))
    given(...resolved(1))
      .when({ type: 'fall due' }, later(14))
      .thenNothing()
    const { after } = given(...resolved(1)).when({ type: 'fall due' }, later(15))
    expect(after).toMatchObject({ status: 'closed', closed: { reason: 'quiet' }, resolution: { cause: 'delayed' } })
    expect(after && dueAtOf(after)).toBeUndefined()
  })

  it('is confirmed only of what is resolved, and spam only what is not', () => {
    expect(given(...resolved()).when({ type: 'close', reason: 'confirmed' }, later(2)).after).toMatchObject({ status: 'closed' })
    given(...opened())
      .when({ type: 'close', reason: 'confirmed' }, later(2))
      .thenRefused('ticket.move_impossible', { from: 'new', to: 'closed' })
    given(...resolved())
      .when({ type: 'close', reason: 'spam' }, later(2))
      .thenRefused('ticket.move_impossible')
    expect(given(...opened()).when({ type: 'close', reason: 'spam' }, later(2)).after).toMatchObject({ closed: { reason: 'spam' } })
  })

  it('is not come to by waiting, nor left by it', () => {
    given(...resolved())
      .when({ type: 'move', to: 'open' }, later(2))
      .thenRefused('ticket.move_impossible', { from: 'resolved', to: 'open' })
    given(...resolved())
      .when(resolve, later(2))
      .thenRefused('ticket.move_impossible', { from: 'resolved', to: 'resolved' })
  })
})

describe('whose a ticket is', () => {
  const give = (assignee: string, how: 'given' | 'taken' | 'dispatched' = 'given') => ({ type: 'assign', how, assignee }) as const

  it('it is taken by one only: who comes second is told by whom', () => {
    const taken = given(...opened()).when(give('usr_li', 'taken'), later(1, { actor: li })).decided
    const past = [...opened(), ...(taken.ok ? taken.value : [])]
    given(...past)
      .when(give('usr_wang', 'taken'), later(1, { actor: { ...li, id: 'usr_wang' } }))
      .thenRefused('ticket.taken', { by: 'usr_li' })
    given(...past)
      .when(give('usr_wang', 'dispatched'), later(1))
      .thenRefused('ticket.taken')
    given(...past)
      .when(give('usr_li', 'taken'), later(1, { actor: li }))
      .thenNothing()
    expect(given(...past).when(give('usr_wang'), later(1)).after?.assignee).toBe('usr_wang')
  })

  it('given to nobody it is for whoever of its team takes it', () => {
    const past = [
      ...opened(),
      { type: 'ticket.assigned', from: {}, assignee: 'usr_li', team: 'customer_service', how: 'given', at: at(1), by: 'usr_m' },
    ] as const
    const { after } = given(...past).when({ type: 'assign', how: 'given', team: 'operations', lists: shippedLists }, later(1))
    expect(after?.assignee).toBeUndefined()
    expect(after?.team).toBe('operations')
  })

  it('a team that there is not gets nothing', () => {
    given(...opened())
      .when({ type: 'assign', how: 'given', team: 'moon', lists: shippedLists }, later(1))
      .thenRefused('request.invalid', { findings: [{ code: 'list.team_unknown', pointer: '/team', severity: 'block' }] })
  })

  it('it is seen by whoever works on it, by their team, and by whoever keeps an eye on it', () => {
    const { state } = given(...opened())
    const seen = (facts: object) => state && reachesTicket(actorOf({ id: 'usr_zhao', ...facts }), state)
    expect(seen({ reach: { kind: 'own' } })).toBe(false)
    expect(seen({ reach: { kind: 'team', team: 'customer_service' } })).toBe(true)
    expect(seen({ reach: { kind: 'team', team: 'finance' } })).toBe(false)
    const watched = given(...opened()).when({ type: 'watch', user: 'usr_zhao', watches: true }, later(1)).after
    expect(watched && reachesTicket(actorOf({ id: 'usr_zhao', reach: { kind: 'team', team: 'finance' } }), watched)).toBe(true)
  })

  it('nobody works on a ticket that they do not reach', () => {
    const stranger = later(1, { actor: { id: 'usr_x', reach: { kind: 'team', team: 'finance' } } })
    for (const command of [resolve, give('usr_x'), { type: 'move', to: 'on_hold' } as const, { type: 'note', message: note() } as const])
      given(...opened())
        .when(command, stranger)
        .thenRefused('access.out_of_scope')
  })
})

describe('of whom a ticket is', () => {
  it('is said by a person, and never guessed: candidates stand beside it until then', () => {
    const past = opened({ candidates: [customerId, 'cus_01KAJ0000000000000000000ZZ'] })
    expect(given(...past).state).toMatchObject({ candidates: [customerId, 'cus_01KAJ0000000000000000000ZZ'] })
    const { after } = given(...past).when({ type: 'match', customer: named(), priorities: shippedTable }, later(1))
    expect(after).toMatchObject({ customerId, tier: 'vip' })
    expect(after?.candidates).toBeUndefined()
    given(...past)
      .when({ type: 'match', customer: { wanted: customerId, is: undefined }, priorities: shippedTable }, later(1))
      .thenRefused('customer.not_found')
  })
})

describe('what becomes more pressing', () => {
  const change = (patch: TicketPatch) =>
    ({ type: 'change', patch, kinds: shippedKinds, lists: shippedLists, priorities: shippedTable }) as const
  const match = { type: 'match', customer: named(), priorities: shippedTable } as const

  it('is raised to what the table says of it: by its customer’s tier, by urgency, by what is at stake', () => {
    const { decided, after } = given(...opened()).when(match, later(1))
    expect(typesOf(decided)).toEqual(['ticket.matched', 'ticket.raised'])
    expect([given(...opened()).state?.priority, after?.priority]).toEqual(['P3', 'P2'])
    const urgent = given(...opened()).when(change({ urgency: 'high', impact: 'high' }), later(1))
    expect(typesOf(urgent.decided)).toEqual(['ticket.raised', 'ticket.changed'])
    expect(urgent.after).toMatchObject({ priority: 'P1', urgency: 'high', impact: 'high' })
  })

  it('is not lowered when it can wait again, and goes by what a person says where they say it', () => {
    const { after } = given(...opened()).when(change({ urgency: 'low', impact: 'low' }), later(1))
    expect(after).toMatchObject({ priority: 'P3', urgency: 'low' })
    const said = given(...opened()).when(change({ urgency: 'high', priority: 'P4' }), later(1, { why: '客户不急' }))
    expect(said.after).toMatchObject({ urgency: 'high', priority: 'P4' })
  })

  it('keeps a priority that a person lowered, when it turns out to be of a customer of no other tier', () => {
    const lowered = given(...opened()).when(change({ priority: 'P4' }), later(1, { why: '客户已收到货' }))
    const past = [...opened(), ...(lowered.decided.ok ? lowered.decided.value : [])]
    const ordinary = { ...match, customer: named({ ...customerOf(), tier: 'regular' }) }
    expect(given(...past).when(ordinary, later(2)).after?.priority).toBe('P4')
  })
})

describe('bringing a ticket before somebody', () => {
  it('lets them look at it, whatever their reach', () => {
    const { after } = given(...opened({ team: 'finance' } as object)).when({ type: 'escalate', because: 'person', to: 'usr_far' }, later(1))
    expect(after).toMatchObject({ escalation: 1, watchers: ['usr_test', 'usr_far'] })
    expect(after && reachesTicket(actorOf({ id: 'usr_far', reach: { kind: 'own' } }), after)).toBe(true)
  })

  it('says so where nobody is there to be called', () => {
    given(...opened())
      .when({ type: 'escalate', because: 'person', to: undefined }, later(1))
      .thenRefused('ticket.nobody_to_call')
  })
})

describe('why a ticket is what it is', () => {
  it('stays known when a message makes more of it', () => {
    const because = { rule: 'angry', edition: 1, what: 'urgency:high' }
    const before = given(...opened()).state
    const sorted = { ...opening().sorted, urgency: 'high' as const, why: [because] }
    const { after } = given(...opened()).when({ type: 'receive', message: received(), sorted }, later(1))
    expect(before?.why.length).toBeGreaterThan(0)
    expect(after?.why).toEqual([...(before?.why ?? []), because])
  })
})

describe('changing a ticket', () => {
  const change = (patch: TicketPatch) =>
    ({ type: 'change', patch, kinds: shippedKinds, lists: shippedLists, priorities: shippedTable }) as const

  it('tells a priority that rises by itself, and lowers one only for who says why', () => {
    const { decided, after } = given(...opened()).when(change({ priority: 'P1', tags: ['high_value'] }), later(1))
    expect(typesOf(decided)).toEqual(['ticket.raised', 'ticket.changed'])
    expect(after).toMatchObject({ priority: 'P1', tags: ['high_value'] })
    const past = [...opened(), ...(decided.ok ? decided.value : [])]
    given(...past)
      .when(change({ priority: 'P4' }), later(2))
      .thenRefused('ticket.priority_lowered', { from: 'P1', to: 'P4' })
    expect(given(...past).when(change({ priority: 'P4' }), later(2, { why: '客户已收到货' })).after?.priority).toBe('P4')
  })

  it('removes what is null, and refuses what cannot be without', () => {
    expect(given(...opened()).when(change({ team: null }), later(1)).after?.team).toBeUndefined()
    given(...opened())
      .when(change({ subject: null }), later(1))
      .thenRefused('request.invalid', { findings: [{ code: 'ticket.member_unfit', pointer: '/subject', severity: 'block' }] })
  })

  it('gives it no tag that is in no list or was retired since, and takes none from it', () => {
    const [tag] = shippedLists.tag.values.filter(({ code }) => code === 'legal')
    if (!tag) throw new Error('not shipped')
    const lists = { ...shippedLists, tag: { ...shippedLists.tag, values: [{ ...tag, active: false }] } }
    const past = opened({ tags: ['legal'] })
    const { after } = given(...past).when({ ...change({ tags: ['legal'], subject: '破损' }), lists }, later(1))
    expect(after).toMatchObject({ subject: '破损', tags: ['legal'] })
    given(...opened())
      .when({ ...change({ tags: ['legal'] }), lists }, later(1))
      .thenRefused('request.invalid', { findings: [{ code: 'list.tag_unknown', pointer: '/tags/0', severity: 'block' }] })
    given()
      .when({ type: 'open', opening: opening({ tags: ['cold_chain', 'moonlit'], lists: shippedLists }) }, later(0))
      .thenRefused('request.invalid', { findings: [{ code: 'list.tag_unknown', pointer: '/tags/1', severity: 'block' }] })
  })

  it('to another kind asks that its fields are that kind’s', () => {
    const past = opened({ form: { waybills: ['SF1'] } })
    given(...past)
      .when(change({ kind: 'billing_dispute' }), later(1))
      .thenRefused('request.invalid', { findings: [{ code: 'ticket.field_unknown', pointer: '/form/waybills', severity: 'block' }] })
    expect(given(...past).when(change({ kind: 'billing_dispute', form: { invoices: ['INV-7'] } }), later(1)).after).toMatchObject({
      kind: 'billing_dispute',
    })
  })
})

describe('what deadlines go by', () => {
  it('is that it opened, what it was set to, what the customer wrote and what we answered; no note, no machine, no assignment', () => {
    const message = received({}, 0)
    const { after: first } = given().when({ type: 'open', opening: opening({ message }) }, later(0))
    expect(first?.facts.map(({ what }) => what)).toEqual(['opened', 'customer_wrote', 'kind:tracking', 'priority:P3'])
    const past = opened({ message })
    const steps = [
      [{ type: 'assign', how: 'given', assignee: 'usr_li' }, 1],
      [{ type: 'note', message: note() }, 1],
      [{ type: 'reply', message: reply() }, 1],
      [{ type: 'move', to: 'pending_customer' }, 1],
      [{ type: 'receive', message: received({}, 2) }, 2],
      [{ type: 'receive', message: received({}, 3) }, 3],
    ] as const
    const all = [...past]
    for (const [command, day] of steps) {
      const { decided } = given(...all).when(command, later(day))
      if (decided.ok) all.push(...decided.value)
    }
    expect(given(...all).state?.facts.slice(4)).toEqual([
      { at: at(1), what: 'we_answered' },
      { at: at(1), what: 'status:open' },
      { at: at(1), what: 'status:pending_customer' },
      { at: at(2), what: 'customer_wrote' },
      { at: at(2), what: 'status:open' },
      { at: at(3), what: 'customer_wrote' },
    ])
  })
})
