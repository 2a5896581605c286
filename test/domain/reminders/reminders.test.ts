import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CustomerGlance } from '../../../domain/customers/glance.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { system } from '../../../domain/kernel/system-actor.ts'
import { type ReminderCommand, reminders } from '../../../domain/reminders/decide.ts'
import { ReminderEvent } from '../../../domain/reminders/events.ts'
import { dueAtOf, type Reminder, ReminderDraft } from '../../../domain/reminders/reminder.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'rem_01KAJ0000000000000000000AA'
const monday = '2026-11-23T01:00:00.000Z'
const at = (text: string) => Instant.parse(text)
const customer = CustomerGlance.parse({
  id: 'cus_01KAJ0000000000000000000AA',
  kind: 'company',
  name: '顺达货代',
  tier: 'vip',
  stage: 'active',
  team: 'sales_east',
  status: 'active',
  country: 'CN',
})
const clerk = (now: string, actorId = 'usr_1') =>
  contextOf({ now, actor: { id: actorId, permissions: ['reminders:read', 'reminders:write'] } })
const time = (now: string) => contextOf({ now, actor: system })
const draft = (more: object = {}) => ReminderDraft.parse({ text: '确认冷藏柜', dueAt: monday, ...more })
const write = (more: object = {}): ReminderCommand => ({ type: 'write', id, draft: draft(more), customer: 'none' })

const written = (more: Partial<Reminder> = {}) =>
  ReminderEvent.parse({
    type: 'reminder.written',
    reminder: {
      id,
      text: '确认冷藏柜',
      dueAt: monday,
      startsAt: monday,
      zone: 'Asia/Shanghai',
      owner: 'usr_1',
      madeBy: { kind: 'person', id: 'usr_1' },
      madeAt: '2026-11-21T08:30:00.000Z',
      status: 'waiting',
      ...more,
    },
  })
const weekly = () => written({ recurrence: 'FREQ=WEEKLY;BYDAY=MO' })
const fellDue = ReminderEvent.parse({ type: 'reminder.fell_due', at: monday, owner: 'usr_1' })
const done = ReminderEvent.parse({ type: 'reminder.done', at: monday, by: 'usr_1' })
const { given } = stories(reminders)

describe('writing a reminder', () => {
  it('is for oneself unless a colleague is named', () => {
    given().when(write(), clerk('2026-11-21T08:30:00.000Z')).thenEvents(written())
    const { after } = given().when(write({ owner: 'usr_2' }), clerk('2026-11-21T08:30:00.000Z'))
    expect(after).toMatchObject({ owner: 'usr_2', madeBy: { kind: 'person', id: 'usr_1' } })
  })

  it('about a customer is for those who look after it', () => {
    const stranger = contextOf({ actor: { reach: { kind: 'team', team: 'sales_south' } } })
    given().when({ type: 'write', id, draft: draft(), customer }, stranger).thenRefused('access.out_of_scope')
    given().when({ type: 'write', id, draft: draft(), customer: undefined }).thenRefused('customer.not_found')
  })

  it('refuses what never comes', () => {
    given()
      .when(write({ recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }))
      .thenRefused('recurrence.never_occurs')
  })

  it('does nothing when the same request, or the same cause, comes again', () => {
    given(written()).when(write()).thenNothing()
    const madeBy = { kind: 'rule', cause: 'review:1', subject: { kind: 'review', id: 'rev_1' } } as const
    given(written())
      .when({ type: 'raise', id, draft: { ...draft(), owner: 'usr_1' }, madeBy }, time(monday))
      .thenNothing()
  })
})

describe('when its time comes', () => {
  it('it falls due, once', () => {
    given(written()).when({ type: 'fall due' }, time(monday)).thenEvents(fellDue)
    given(written(), fellDue).when({ type: 'fall due' }, time(monday)).thenNothing()
  })

  it('and not a moment before', () => {
    given(written()).when({ type: 'fall due' }, time('2026-11-23T00:59:59.999Z')).thenNothing()
  })

  it('but not when it was put off, done or dropped meanwhile', () => {
    const snoozed = ReminderEvent.parse({ type: 'reminder.snoozed', until: '2026-11-23T02:00:00.000Z', at: monday, by: 'usr_1' })
    const dropped = ReminderEvent.parse({ type: 'reminder.dropped', at: monday, by: 'usr_1' })
    for (const meanwhile of [snoozed, done, dropped]) given(written(), meanwhile).when({ type: 'fall due' }, time(monday)).thenNothing()
    given(written(), snoozed)
      .when({ type: 'fall due' }, time('2026-11-23T02:00:00.000Z'))
      .thenEvents({ ...fellDue, at: at('2026-11-23T02:00:00.000Z') } as ReminderEvent)
  })
})

describe('done', () => {
  it('ends what comes once, and saying so twice is right both times', () => {
    given(written(), fellDue).when({ type: 'finish' }, clerk(monday)).thenEvents(done)
    given(written(), done).when({ type: 'finish' }, clerk(monday)).thenNothing()
    given(written(), done).when({ type: 'drop' }, clerk(monday)).thenRefused('reminder.ended')
  })

  it('brings what recurs back at its next time that is yet to come, one of it however many were missed', () => {
    const { after } = given(weekly(), fellDue).when({ type: 'finish' }, clerk('2026-12-16T03:00:00.000Z'))
    expect(after).toMatchObject({ status: 'waiting', dueAt: '2026-12-21T01:00:00.000Z' })
    expect(after?.fellDueAt).toBeUndefined()
  })

  it('ahead of time skips the time that was coming', () => {
    const { after } = given(weekly()).when({ type: 'finish' }, clerk('2026-11-22T01:00:00.000Z'))
    expect(after).toMatchObject({ status: 'waiting', dueAt: '2026-11-30T01:00:00.000Z' })
  })

  it('is not for what a record asked for that says so itself', () => {
    const asked = written({ madeBy: { kind: 'rule', cause: 'review:1', subject: { kind: 'review', id: 'rev_1' } } })
    given(asked)
      .when({ type: 'finish' }, clerk(monday))
      .thenRefused('reminder.settled_by_cause', { cause: { kind: 'review', id: 'rev_1' } })
    given(asked)
      .when({ type: 'settle' }, time(monday))
      .thenEvents({ ...done, by: 'system' } as ReminderEvent)
    given(asked, done).when({ type: 'settle' }, time(monday)).thenNothing()
  })
})

describe('changing a reminder', () => {
  it('is for its owner, its writer, and whoever manages those of others', () => {
    const forLi = written({ owner: 'usr_li' })
    given(forLi).when({ type: 'drop' }, clerk(monday, 'usr_3')).thenRefused('reminder.not_yours')
    for (const who of ['usr_li', 'usr_1']) expect(given(forLi).when({ type: 'drop' }, clerk(monday, who)).decided.ok).toBe(true)
    expect(given(forLi).when({ type: 'drop' }, contextOf({ actor: { id: 'usr_boss' } })).decided.ok).toBe(true)
  })

  it('to another time begins it anew', () => {
    const { after } = given(written(), fellDue).when({ type: 'change', patch: { dueAt: '2026-11-25T01:00:00.000Z' } }, clerk(monday))
    expect(after).toMatchObject({ status: 'waiting', dueAt: '2026-11-25T01:00:00.000Z', startsAt: '2026-11-25T01:00:00.000Z' })
  })

  it('of its words alone leaves it where it is', () => {
    const { after } = given(written(), fellDue).when({ type: 'change', patch: { text: '再确认一次' } }, clerk(monday))
    expect(after).toMatchObject({ status: 'due', text: '再确认一次', fellDueAt: monday })
  })

  it('hands it over with everything on it', () => {
    const { after } = given(weekly()).when({ type: 'hand over', to: 'usr_2' }, clerk(monday))
    expect(after).toMatchObject({ owner: 'usr_2', recurrence: 'FREQ=WEEKLY;BYDAY=MO' })
  })

  it('puts nothing off into the past', () => {
    given(written())
      .when({ type: 'snooze', until: at(monday) }, clerk(monday))
      .thenRefused('reminder.snoozed_into_past')
  })
})

const commands: fc.Arbitrary<ReminderCommand> = fc.oneof(
  fc.constantFrom<ReminderCommand>(
    write(),
    write({ recurrence: 'FREQ=DAILY;COUNT=3' }),
    { type: 'finish' },
    { type: 'drop' },
    { type: 'settle' },
    { type: 'hand over', to: 'usr_2' },
    { type: 'snooze', until: at('2026-11-24T00:00:00.000Z') },
    { type: 'change', patch: { text: '改' } },
    { type: 'change', patch: { dueAt: '2026-11-26T00:00:00.000Z', recurrence: 'FREQ=WEEKLY' } },
  ),
  fc.constant<ReminderCommand>({ type: 'fall due' }),
)
const moments = fc
  .integer({ min: 0, max: 10 * 24 })
  .map((hours) => time(new Date(Date.parse('2026-11-22T00:00:00Z') + hours * 3_600_000).toISOString()))
const contexts = moments.map((context) => ({ ...contextOf(), now: context.now }))

keepsTheLaws('reminders', {
  decider: reminders,
  commands,
  contexts,
  events: [
    'reminder.written',
    'reminder.changed',
    'reminder.fell_due',
    'reminder.snoozed',
    'reminder.done',
    'reminder.dropped',
    'reminder.handed_over',
  ],
})

describe('the law of what falls due', () => {
  it('whatever has happened: due means that it falls due, and then it is not due any more; not due means that nothing happens', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, contexts), { maxLength: 10 }), contexts, (steps, context) => {
        const state = steps.reduce<Reminder | undefined>((before, [command, when]) => {
          const decided = reminders.decide(before, command, when)
          return decided.ok ? decided.value.reduce(reminders.evolve, before) : before
        }, undefined)
        if (!state) return
        const decided = reminders.decide(state, { type: 'fall due' }, context)
        const dueAt = dueAtOf(state)
        const isDue = dueAt !== undefined && dueAt <= context.now
        expect(decided).toMatchObject({ ok: true, value: isDue ? [{ type: 'reminder.fell_due' }] : [] })
        const after = decided.ok ? decided.value.reduce(reminders.evolve, state) : state
        if (isDue && after) expect(dueAtOf(after)).toBeUndefined()
      }),
    )
  })
})
