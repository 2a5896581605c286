import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CustomerPatch, CustomerPatch as Patch } from '../../../domain/customers/customer.ts'
import { type CustomerCommand, customers } from '../../../domain/customers/decide.ts'
import { CustomerEvent } from '../../../domain/customers/events.ts'
import type { Reach } from '../../../domain/kernel/actor.ts'
import type { Confirmable } from '../../../domain/kernel/confirmation.ts'
import type { CodedLists, ListId } from '../../../domain/lists/list.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'
import { company, id, individual, registered, registeredAt, site } from './examples.ts'

const now = '2026-11-21T08:30:00.000Z'
const lists = shippedLists
const { given } = stories(customers)

const as = (actorId: string, reach: Reach = { kind: 'all' }, roles: readonly string[] = ['sales']) =>
  contextOf({ now, actor: { id: actorId, reach, roles } })
const register = (draft = company(), known: CodedLists = lists): CustomerCommand => ({ type: 'register', id, draft, lists: known })
const change = (patch: CustomerPatch, known: CodedLists = lists): CustomerCommand => ({
  type: 'change',
  patch: Patch.parse(patch),
  lists: known,
})
const confirm = (patch: CustomerPatch, ...confirmed: readonly Confirmable[]): CustomerCommand => ({
  type: 'confirm',
  patch,
  confirmed,
  lists,
})
const archived = CustomerEvent.parse({ type: 'customer.archived', at: now, by: 'usr_1' })
const restored = CustomerEvent.parse({ type: 'customer.restored', at: now })
const retired = (list: ListId, code: string): CodedLists => ({
  ...lists,
  [list]: { ...lists[list], values: lists[list].values.map((value) => (value.code === code ? { ...value, active: false } : value)) },
})

describe('registering a customer', () => {
  it('takes the profile in as it was written, with when it was', () => {
    const { after } = given().when(register(company({ tier: 'vip', sites: [site()] })), as('usr_1'))
    expect(after).toMatchObject({ id, tier: 'vip', sites: [site()], registeredAt: now, changedAt: now, warnings: [] })
  })

  it('does nothing when the same request comes again', () => {
    given(registered()).when(register(), as('usr_1')).thenNothing()
  })

  it('makes whoever brings it in its owner, in their own team or region', () => {
    const taken = (reach: Reach) => given().when(register(), as('usr_7', reach)).after
    expect(taken({ kind: 'own' })).toMatchObject({ owner: 'usr_7', team: undefined, region: undefined })
    expect(taken({ kind: 'team', team: 'sales_east' })).toMatchObject({ owner: 'usr_7', team: 'sales_east', region: undefined })
    expect(taken({ kind: 'region', region: 'east' })).toMatchObject({ owner: 'usr_7', team: undefined, region: 'east' })
    expect(taken({ kind: 'all' })).toMatchObject({ owner: 'usr_7', team: undefined, region: undefined })
  })

  it('leaves an owner, team or region that the draft names', () => {
    const draft = company({ owner: 'usr_9', region: 'south' })
    expect(given().when(register(draft), as('usr_7')).after).toMatchObject({ owner: 'usr_9', region: 'south' })
  })

  it('gives a machine no customers of its own', () => {
    expect(given().when(register(), as('tms', { kind: 'all' }, ['integration'])).after).toMatchObject({ owner: undefined })
  })

  it('is refused to somebody who could not reach what they bring in', () => {
    given()
      .when(register(company({ owner: 'usr_9' })), as('usr_7', { kind: 'own' }))
      .thenRefused('access.out_of_scope')
    given()
      .when(register(company({ team: 'sales_south' })), as('usr_7', { kind: 'team', team: 'sales_east' }))
      .thenRefused('access.out_of_scope')
  })

  it('names every rule that the profile breaks', () => {
    const draft = company({ taxId: '91310115MA1K3YQX10', tier: 'platinum', sites: [site(), site()] })
    given()
      .when(register(draft))
      .thenRefused('customer.rules_broken', {
        findings: [
          { code: 'tax_id.check_digit', pointer: '/taxId', severity: 'block' },
          { code: 'site.code_twice', pointer: '/sites/1/code', severity: 'block' },
          { code: 'list.tier_unknown', pointer: '/tier', severity: 'block' },
        ],
      })
  })

  it('keeps a warning beside the customer and goes on', () => {
    const draft = company({ phones: [{ number: '+4930901820' }] })
    expect(given().when(register(draft)).after).toMatchObject({ warnings: [{ code: 'phone.other_country', pointer: '/phones/0/number' }] })
  })
})

describe('changing a customer', () => {
  it('records the members that changed, as they were and as they are, and no other', () => {
    given(registered(company({ tier: 'regular', mainBusiness: '海运' })))
      .when(change({ tier: 'vip', mainBusiness: '海运', industry: 'solar' }), as('usr_1'))
      .thenEvents(
        CustomerEvent.parse({
          type: 'customer.changed',
          from: { tier: 'regular', industry: null },
          to: { tier: 'vip', industry: 'solar' },
          warnings: [],
          at: now,
        }),
      )
  })

  it('removes a member that is null', () => {
    const told = given(registered(company({ mainBusiness: '海运' }))).when(change({ mainBusiness: null }))
    expect(told.decided).toMatchObject({ ok: true, value: [{ from: { mainBusiness: '海运' }, to: { mainBusiness: null } }] })
    expect(told.after).not.toHaveProperty('mainBusiness')
    expect(told.after).toMatchObject({ changedAt: now, registeredAt })
  })

  it('gives a member that must be there its usual value back when it is removed', () => {
    expect(given(registered(company({ tier: 'vip' }))).when(change({ tier: null })).after).toMatchObject({ tier: 'potential' })
  })

  it('does nothing when nothing is different, however it is written', () => {
    const tale = given(registered(company({ tier: 'vip' })))
    for (const patch of [{}, { tier: 'vip' }, { mainBusiness: null }, { legalName: ' 上海顺达国际货运代理有限公司 ' }])
      tale.when(change(patch)).thenNothing()
  })

  it('has no members but those of a profile: nobody writes what the system keeps', () => {
    for (const patch of [{ registeredAt: now }, { archived: null }, { kind: 'individual' }, { warnings: [] }, { nickname: 'x' }])
      expect(Patch.safeParse(patch).success).toBe(false)
  })

  it('refuses a member of the other kind of customer', () => {
    given(registered())
      .when(change({ birthDate: '1990-01-01' }))
      .thenRefused('request.invalid')
    given(registered(individual()))
      .when(change({ legalName: '顺达' }))
      .thenRefused('request.invalid')
  })

  it('refuses to remove what a customer cannot be without', () => {
    given(registered())
      .when(change({ legalName: null }))
      .thenRefused('request.invalid')
  })

  it('answers for what it touches: a class that was retired since does not stop a change of another member', () => {
    const known = retired('industry', 'solar')
    const tale = given(registered(company({ industry: 'solar' })))
    expect(tale.when(change({ mainBusiness: '空运' }, known)).after).toMatchObject({ mainBusiness: '空运', industry: 'solar' })
    given(registered())
      .when(change({ industry: 'solar' }, known))
      .thenRefused('customer.rules_broken', { findings: [{ code: 'list.industry_unknown', pointer: '/industry', severity: 'block' }] })
  })

  it('puts everything to the test again when the country is another', () => {
    given(registered(company({ taxId: '91310115MA1K3YQX1C' })))
      .when(change({ country: 'DE' }))
      .thenRefused('customer.rules_broken', { findings: [{ pointer: '/taxId' }] })
  })

  it('keeps the warnings of what stands, and drops those of what is mended', () => {
    const foreign = company({ phones: [{ number: '+4930901820' }] })
    const warnings = [{ code: 'phone.other_country', pointer: '/phones/0/number' }]
    const tale = given(registered(foreign, warnings))
    expect(tale.when(change({ mainBusiness: '空运' })).after).toMatchObject({ warnings })
    expect(tale.when(change({ phones: [] })).after).toMatchObject({ warnings: [] })
  })

  it('is refused while the customer is archived', () => {
    given(registered(), archived)
      .when(change({ tier: 'vip' }))
      .thenRefused('customer.archived')
    expect(given(registered(), archived, restored).when(change({ tier: 'vip' })).after).toMatchObject({ tier: 'vip' })
  })
})

describe('archiving and restoring a customer', () => {
  it('says who archived it and when, and doing so twice changes nothing', () => {
    given(registered()).when({ type: 'archive' }, as('usr_1')).thenEvents(archived)
    given(registered(), archived).when({ type: 'archive' }, as('usr_2')).thenNothing()
    expect(given(registered(), archived).state).toMatchObject({ archived: { at: now, by: 'usr_1' } })
  })

  it('brings it back as it was, and doing so twice changes nothing', () => {
    given(registered(), archived).when({ type: 'restore' }, as('usr_2')).thenEvents(restored)
    given(registered()).when({ type: 'restore' }).thenNothing()
    const before = given(registered()).state
    expect(given(registered(), archived, restored).state).toEqual({ ...before, changedAt: now })
  })
})

describe('revealing what a role does not show', () => {
  const reveal = { type: 'reveal', purpose: '退信', classes: ['personal', 'financial'] } as const

  it('is recorded with its purpose and leaves the customer as it is', () => {
    const told = given(registered()).when(reveal)
    told.thenEvents(CustomerEvent.parse({ type: 'customer.revealed', purpose: '退信', classes: ['personal', 'financial'] }))
    expect(told.after).toEqual(given(registered()).state)
  })

  it('needs the right to each class, and names those that it lacks', () => {
    given(registered())
      .when(reveal, contextOf({ actor: { reveals: ['personal'] } }))
      .thenRefused('access.class_denied', { classes: ['financial'] })
  })
})

describe('an individual looks through their own data', () => {
  const own = contextOf({ now, actor: { id, roles: ['customer'], permissions: [] } })
  const mark = { confirmedBy: 'customer', confirmedAt: now }
  const person = registered(individual({ emails: [{ address: 'li.na@mail.example' }] }))

  it('and what they find right is marked so, what they correct as well', () => {
    const { after, decided } = given(person).when(confirm({ name: '李娜娜', channel: 'sms' }, 'emails'), own)
    expect(decided).toMatchObject({ value: [{ type: 'customer.confirmed', to: { name: '李娜娜', channel: 'sms' } }] })
    expect(after).toMatchObject({ name: '李娜娜', channel: 'sms', confirmations: { name: mark, channel: mark, emails: mark } })
  })

  it('by the same rules as everybody, and with something to say', () => {
    given(person)
      .when(confirm({ gender: 'captain' }), own)
      .thenRefused('customer.rules_broken', {
        findings: [{ code: 'list.gender_unknown', pointer: '/gender', severity: 'block' }],
      })
    given(person)
      .when(confirm({ name: '' }), own)
      .thenRefused('request.invalid')
    given(person).when(confirm({}), own).thenRefused('customer.nothing_confirmed')
    given(person, archived).when(confirm({}, 'name'), own).thenRefused('customer.archived')
    given(registered()).when(confirm({}, 'phones'), own).thenRefused('customer.not_individual')
  })

  it('until a colleague writes something else: that is no longer what they confirmed', () => {
    const { decided } = given(person).when(confirm({}, 'name', 'emails'), own)
    const confirmed = decided.ok ? decided.value : []
    expect(given(person, ...confirmed).when(change({ name: '李' })).after).toMatchObject({ confirmations: { emails: mark } })
    const both = given(person, ...confirmed).when(change({ name: '李', emails: [] }))
    expect(both.after && 'confirmations' in both.after).toBe(false)
  })
})

describe('changing the key of a customer', () => {
  it('is recorded with its purpose, of an archived one too, and leaves the customer as it is', () => {
    for (const past of [[registered()], [registered(), archived]]) {
      const told = given(...past).when({ type: 'rotate key', purpose: '内存转储外泄' })
      told.thenEvents(CustomerEvent.parse({ type: 'customer.key_rotated', purpose: '内存转储外泄' }))
      expect(told.after).toEqual(given(...past).state)
    }
  })
})

const onExisting: readonly CustomerCommand[] = [
  change({ tier: 'vip' }),
  { type: 'archive' },
  { type: 'restore' },
  { type: 'reveal', purpose: 'x', classes: [] },
  { type: 'rotate key', purpose: 'x' },
]
/** What only an individual does. */
const own = [confirm({ name: '李娜娜', language: 'en' }), confirm({}, 'name', 'phones'), confirm({})]

describe.each(onExisting)('to $type a customer', (command) => {
  const reached = (reach: Reach, actorId = 'usr_7') =>
    given(registered(company({ team: 'sales_east', region: 'east' }))).when(command, as(actorId, reach))

  it('it must be there', () => {
    given().when(command).thenRefused('customer.not_found')
  })

  it('it must be one that the actor reaches', () => {
    for (const stranger of [
      reached({ kind: 'own' }),
      reached({ kind: 'team', team: 'sales_south' }),
      reached({ kind: 'region', region: 'south' }),
    ])
      stranger.thenRefused('access.out_of_scope')
  })

  it('owner, team, region or a reach over everything is enough', () => {
    for (const friend of [
      reached({ kind: 'own' }, 'usr_1'),
      reached({ kind: 'team', team: 'sales_east' }),
      reached({ kind: 'region', region: 'east' }),
      reached({ kind: 'all' }),
    ])
      expect(friend.decided.ok).toBe(true)
  })
})

const reaches = fc.constantFrom<Reach>({ kind: 'all' }, { kind: 'own' }, { kind: 'team', team: 'sales_east' })
const contexts = fc.tuple(fc.constantFrom('usr_1', 'usr_2'), reaches).map(([actorId, reach]) => as(actorId, reach))
const patches = fc.constantFrom<CustomerPatch>(
  {},
  { tier: 'vip' },
  { tier: 'regular', industry: 'solar' },
  { tier: null, industry: null },
  { owner: 'usr_2' },
  { country: 'DE' },
  { taxId: '91310115MA1K3YQX1C' },
  { taxId: null },
  { phones: [{ number: '+4930901820' }] },
  { industry: 'nonsense' },
  { legalName: null },
  { birthDate: '1990-01-01' },
)
const commandsOn = (draft = company()) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(register(draft)) },
    { weight: 4, arbitrary: patches.map((patch) => change(patch)) },
    { weight: 4, arbitrary: fc.constantFrom<CustomerCommand>(...onExisting.slice(1), ...own) },
  )

for (const draft of [company(), individual()])
  keepsTheLaws(`customers of the kind ${draft.kind}`, {
    decider: customers,
    commands: commandsOn(draft),
    contexts,
    events: [
      'customer.registered',
      'customer.changed',
      'customer.archived',
      'customer.restored',
      'customer.revealed',
      'customer.key_rotated',
      ...(draft.kind === 'individual' ? ['customer.confirmed' as const] : []),
    ],
    recordOnly: ['customer.revealed', 'customer.key_rotated'],
  })
