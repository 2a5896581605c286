import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { desks } from '../../../domain/dispatch/decide.ts'
import { Desk } from '../../../domain/dispatch/desk.ts'
import { nextTurn, onShift } from '../../../domain/dispatch/shift.ts'
import { contextOf } from '../../support/context.ts'
import { keepsTheLaws } from '../../support/laws.ts'
import { changed, deskId, everyDay, given, happened, on, settle } from './stories.ts'

const manager = { actor: { id: 'usr_manager' } }
const open = settle({ teams: ['customer_service'], shifts: everyDay('08:00-16:00') })
const early = [changed(), happened('desk.came_on_shift', '2026-11-23T08:00')]

describe('a desk', () => {
  it('is opened by the first that a manager sets of it, and who is on shift then begins to work at once', () => {
    const opened = given().when(open, on('2026-11-23T10:00', manager))
    expect(opened.decided).toMatchObject({ ok: true, value: [{ type: 'desk.changed', user: 'usr_li' }, { type: 'desk.came_on_shift' }] })
    expect(opened.after).toMatchObject({ settings: { limit: 10, taking: 'handed' }, duty: { on: true } })
    expect(given().when(open, on('2026-11-23T18:00', manager)).after?.duty.on).toBe(false)
  })

  it('is for a team that there is, and for tickets that can be dealt with', () => {
    given().when(settle({}), on('2026-11-23T10:00', manager)).thenRefused('request.invalid')
    const findings = (patch: Readonly<Record<string, unknown>>) =>
      given(...early).when(settle(patch), on('2026-11-23T10:00', manager)).decided
    expect(findings({ teams: ['nobody'] })).toMatchObject({ error: { findings: [{ code: 'list.team_unknown', pointer: '/teams/0' }] } })
    expect(findings({ leads: ['finance'] })).toMatchObject({ error: { findings: [{ code: 'desk.leads_elsewhere', pointer: '/leads/0' }] } })
    const twice = { on: '2026-11-27', periods: [], what: 'leave' }
    expect(findings({ exceptions: [twice, twice] })).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
    expect(findings({ languages: ['中文'] })).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
    expect(findings({ limit: 0 })).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
  })

  it('is seen to by those who see to its team, who can neither give its people away nor take those of others', () => {
    const leader = (team: string) => ({ actor: { id: 'usr_leader', reach: { kind: 'team', team } } }) as const
    const whole = settle({ teams: ['customer_service', 'operations'] })
    expect(given(...early).when(whole, on('2026-11-23T10:00', leader('customer_service'))).decided.ok).toBe(true)
    given(...early)
      .when(whole, on('2026-11-23T10:00', leader('operations')))
      .thenRefused('access.out_of_scope')
    given(...early)
      .when(settle({ teams: ['operations'] }), on('2026-11-23T10:00', leader('customer_service')))
      .thenRefused('access.out_of_scope')
    given(...early)
      .when({ type: 'close' }, on('2026-11-23T10:00', leader('finance')))
      .thenRefused('access.out_of_scope')
    const east = { actor: { id: 'usr_east', reach: { kind: 'region', region: 'east' } } } as const
    expect(given(changed({ region: 'east' })).when({ type: 'close' }, on('2026-11-23T10:00', east)).decided.ok).toBe(true)
    given(...early)
      .when({ type: 'close' }, on('2026-11-23T10:00', east))
      .thenRefused('access.out_of_scope')
  })

  it('set as it is, is left alone; set to other hours, its shift begins or ends with that', () => {
    given(...early)
      .when(settle({ limit: 10 }), on('2026-11-23T10:00', manager))
      .thenNothing()
    const late = given(...early).when(settle({ shifts: everyDay('16:00-24:00') }), on('2026-11-23T10:00', manager))
    expect(late.decided).toMatchObject({ value: [{ type: 'desk.changed' }, { type: 'desk.went_off_shift' }] })
  })

  it('that is closed takes nothing, and is opened again by what is set of it', () => {
    const closed = given(...early).when({ type: 'close' }, on('2026-11-23T10:00', manager))
    expect(closed.decided).toMatchObject({ value: [{ type: 'desk.closed' }, { type: 'desk.went_off_shift' }] })
    const past = [...early, happened('desk.closed', '2026-11-23T10:00'), happened('desk.went_off_shift', '2026-11-23T10:00')]
    for (const type of ['leave', 'return', 'close'] as const)
      given(...past)
        .when({ type }, on('2026-11-23T11:00'))
        .thenRefused('desk.not_found')
    given(...past)
      .when({ type: 'turn' }, on('2026-11-24T11:00'))
      .thenNothing()
    expect(given(...past).when(settle({}), on('2026-11-23T11:00', manager)).after).toMatchObject({ duty: { on: true } })
  })
})

describe('somebody at a desk', () => {
  it('goes off duty by leaving, and comes back on it by returning while the shift lasts', () => {
    const left = given(...early).when({ type: 'leave' }, on('2026-11-23T10:00'))
    expect(left.decided).toMatchObject({
      value: [{ type: 'desk.left', until: on('2026-11-24T08:00').now }, { type: 'desk.went_off_shift' }],
    })
    const past = [
      ...early,
      happened('desk.left', '2026-11-23T10:00', { until: on('2026-11-24T08:00').now }),
      happened('desk.went_off_shift', '2026-11-23T10:00'),
    ]
    given(...past)
      .when({ type: 'leave' }, on('2026-11-23T11:00'))
      .thenNothing()
    const back = given(...past).when({ type: 'return' }, on('2026-11-23T11:00'))
    expect(back.decided).toMatchObject({ value: [{ type: 'desk.returned' }, { type: 'desk.came_on_shift' }] })
    expect(given(...past).when({ type: 'return' }, on('2026-11-23T17:00')).decided).toMatchObject({ value: [{ type: 'desk.returned' }] })
    given(...early)
      .when({ type: 'return' }, on('2026-11-23T11:00'))
      .thenNothing()
  })

  it('who forgot to return is back with the next morning', () => {
    const past = [
      ...early,
      happened('desk.left', '2026-11-23T10:00', { until: on('2026-11-24T08:00').now }),
      happened('desk.went_off_shift', '2026-11-23T10:00'),
    ]
    expect(given(...past).when({ type: 'turn' }, on('2026-11-23T16:00')).decided).toMatchObject({ value: [{ type: 'desk.turn_passed' }] })
    const morning = given(...past).when({ type: 'turn' }, on('2026-11-24T08:00'))
    expect(morning.decided).toMatchObject({ value: [{ type: 'desk.came_on_shift' }] })
    expect(morning.after?.away).toBeUndefined()
  })

  it('is looked for anew by the clock when their hours change while they are away', () => {
    const past = [
      ...early,
      happened('desk.left', '2026-11-23T10:00', { until: on('2026-11-24T08:00').now }),
      happened('desk.went_off_shift', '2026-11-23T10:00'),
    ]
    const moved = given(...past).when(settle({ shifts: everyDay('12:00-20:00') }), on('2026-11-23T11:00', manager))
    expect(moved.after?.away?.until).toBe(on('2026-11-24T12:00').now)
  })
})

describe('the clock', () => {
  it('brings people on shift and takes them off it, late or twice all the same', () => {
    expect(given(changed()).when({ type: 'turn' }, on('2026-11-23T08:03')).decided).toMatchObject({
      value: [{ type: 'desk.came_on_shift' }],
    })
    given(...early)
      .when({ type: 'turn' }, on('2026-11-23T08:01'))
      .thenNothing()
    expect(given(...early).when({ type: 'turn' }, on('2026-11-23T16:00')).decided).toMatchObject({
      value: [{ type: 'desk.went_off_shift' }],
    })
    given().when({ type: 'turn' }, on('2026-11-23T08:00')).thenNothing()
  })
})

const moments = fc
  .integer({ min: 0, max: 14 * 24 * 4 })
  .map((quarter) => contextOf({ now: new Date(Date.UTC(2026, 10, 23) + quarter * 900_000).toISOString() }))
const settings = fc.record(
  {
    limit: fc.constantFrom(5, 10),
    shifts: fc.constantFrom(everyDay('08:00-16:00'), everyDay('22:00-24:00', '00:00-06:00')),
    exceptions: fc.constantFrom([], [{ on: '2026-11-25', periods: [], what: 'holiday' }]),
  },
  { requiredKeys: [] },
)
const commands = fc.oneof(
  settings.map((patch) => settle({ teams: ['customer_service'], ...patch })),
  fc.constantFrom(
    { type: 'leave' } as const,
    { type: 'return' } as const,
    { type: 'turn' } as const,
    { type: 'turn' } as const,
    { type: 'close' } as const,
  ),
)

keepsTheLaws('desks', {
  decider: desks,
  commands,
  contexts: moments,
  events: ['desk.changed', 'desk.left', 'desk.returned', 'desk.came_on_shift', 'desk.went_off_shift', 'desk.turn_passed', 'desk.closed'],
})

it('whatever happened, the clock comes again after it came, and leaves duty as it is at that moment', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(commands, moments), { maxLength: 10 }), moments, (steps, last) => {
      const ordered = [...steps.map(([, context]) => context), last].sort((a, b) => (a.now < b.now ? -1 : 1))
      const desk = [...steps.map(([command]) => command), { type: 'turn' } as const].reduce<Desk | undefined>((state, command, i) => {
        const decided = desks.decide(state, command, ordered[i] ?? last)
        return decided.ok ? decided.value.reduce(desks.evolve, state) : state
      }, undefined)
      if (!desk || desk.closedAt !== undefined) return
      Desk.parse(desk)
      const now = ordered.at(-1)?.now ?? last.now
      expect(desk.id).toBe(deskId)
      expect(desk.duty.on).toBe(onShift(desk, now))
      expect((nextTurn(desk, desk.duty.lookedAt) ?? '') > now).toBe(true)
    }),
    { numRuns: 300 },
  )
})
