import { describe, expect, it } from 'vitest'
import { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { Note } from '../../../domain/notes/note.ts'
import { Notification } from '../../../domain/notifications/notification.ts'
import { seenBy } from '../../../domain/notifications/seen.ts'
import { tellingsOf } from '../../../domain/notifications/tellings.ts'
import { Reminder } from '../../../domain/reminders/reminder.ts'
import { Suggestion } from '../../../domain/suggestions/suggestion.ts'
import { actorOf } from '../../support/context.ts'
import { glanceOf } from '../../support/customer-items.ts'

const now = '2026-11-21T08:30:00.000Z'
const customer = glanceOf({ name: '顺达货代', team: 'east' })
const noteId = 'nte_01KAJ0000000000000000000AA'
const note = Note.parse({
  id: noteId,
  customerId: customer.id,
  type: 'general',
  text: '周末不收货',
  pinned: false,
  writtenBy: 'usr_wang',
  writtenAt: now,
})
const reminder = Reminder.parse({
  id: 'rem_01KAJ0000000000000000000AA',
  text: '确认冷藏柜',
  dueAt: now,
  zone: 'Asia/Shanghai',
  owner: 'usr_li',
  madeBy: { kind: 'person', id: 'usr_wang' },
  madeAt: now,
  startsAt: now,
  status: 'due',
})
const told = (type: string, subject: object) =>
  Notification.parse({
    id: 'ntf_01KAJ0000000000000000000AA',
    user: 'usr_li',
    type: 'mention',
    event: { id: 'evt_01KAJ0000000000000000000AA', type, at: now, by: 'usr_wang' },
    subject,
    customerId: customer.id,
    inDigest: true,
  })
const mention = told('note.written', { kind: 'note', id: noteId })
const reader = (facts: Parameters<typeof actorOf>[0] = {}) => ({ actor: actorOf({ id: 'usr_li', ...facts }), language: 'en' as const })

describe('a notification as its reader sees it', () => {
  it('names the customer and quotes the note to those who look after the customer', () => {
    const seen = seenBy(reader({ reach: { kind: 'team', team: 'east' } }), mention, { customer, note })
    expect(seen).toMatchObject({
      words: 'You were mentioned in a note',
      customer: { id: customer.id, name: '顺达货代' },
      text: '周末不收货',
    })
  })

  it('says to all others that there is something, and nothing more', () => {
    for (const facts of [{ reach: { kind: 'team', team: 'west' } }, { reach: { kind: 'own' } }, { permissions: [] }] as const) {
      const seen = seenBy(reader(facts), mention, { customer, note })
      expect(JSON.stringify(seen)).not.toMatch(/顺达|周末|cus_/)
      expect(seen.words).toBe('You were mentioned in a note')
    }
  })

  it('quotes no note that was withdrawn', () => {
    const withdrawn = { ...note, withdrawn: Note.shape.withdrawn.parse({ at: now, by: 'usr_wang' }) }
    expect(seenBy(reader(), mention, { customer, note: withdrawn }).text).toBeUndefined()
  })

  it('quotes a reminder to whom it is for, and to nobody to whom it was handed over before', () => {
    const due = told('reminder.fell_due', { kind: 'reminder', id: reminder.id })
    const sales = { permissions: ['reminders:read'] }
    expect(seenBy(reader(sales), due, { reminder }).text).toBe('确认冷藏柜')
    expect(seenBy(reader(sales), due, { reminder: { ...reminder, owner: 'usr_zhao' } }).text).toBeUndefined()
  })

  it('quotes a suggestion to those who look after the customer and may read what customers say', () => {
    const suggestion = Suggestion.parse({
      id: 'sug_01KAJ0000000000000000000AA',
      customerId: customer.id,
      text: '周五下午提货',
      state: 'received',
      receivedAt: now,
    })
    const made = told('suggestion.received', { kind: 'suggestion', id: suggestion.id })
    const team = { reach: { kind: 'team', team: 'east' } } as const
    expect(seenBy(reader(team), made, { customer, suggestion }).text).toBe('周五下午提货')
    expect(seenBy(reader({ reach: { kind: 'team', team: 'west' } }), made, { customer, suggestion }).text).toBeUndefined()
    expect(seenBy(reader({ ...team, permissions: ['customers:read'] }), made, { customer, suggestion }).text).toBeUndefined()
  })

  it('speaks the language of its reader', () => {
    expect(seenBy({ ...reader(), language: 'zh-CN' }, mention, {}).words).toBe('有备注提到了您')
  })
})

describe('who is told of an event', () => {
  const whoOf = (type: string, data: object) =>
    tellingsOf(type).flatMap((telling) =>
      telling.who(EventEnvelope.shape.data.parse({ type, ...data })).map((user) => [user, telling.type].join(' as ')),
    )

  it.each([
    [
      'the new owner of a customer',
      'customer.changed',
      { from: { owner: 'usr_wang' }, to: { owner: 'usr_li' } },
      ['usr_li as customer_assigned'],
    ],
    ['nobody, where a customer loses its owner', 'customer.changed', { from: { owner: 'usr_wang' }, to: { owner: null } }, []],
    ['nobody, where something else of it changed', 'customer.changed', { from: {}, to: { tier: 'vip' } }, []],
    [
      'the owner that a customer is registered for',
      'customer.registered',
      { customer: { owner: 'usr_li' } },
      ['usr_li as customer_assigned'],
    ],
    [
      'each one mentioned, once',
      'note.written',
      { note: { mentions: ['usr_li', 'usr_li', 'usr_zhao'] } },
      ['usr_li as mention', 'usr_zhao as mention'],
    ],
    [
      'who is newly mentioned',
      'note.rewritten',
      { from: { mentions: ['usr_li'] }, to: { mentions: ['usr_li', 'usr_zhao'] } },
      ['usr_zhao as mention'],
    ],
    ['whom a reminder is for', 'reminder.fell_due', { owner: 'usr_li' }, ['usr_li as reminder_due']],
    ['to whom it was handed over', 'reminder.handed_over', { from: 'usr_wang', to: 'usr_li' }, ['usr_li as reminder_handed_over']],
    [
      'for whom a colleague wrote one',
      'reminder.written',
      { reminder: { owner: 'usr_li', madeBy: { kind: 'person', id: 'usr_wang' } } },
      ['usr_li as reminder_handed_over'],
    ],
    [
      'who is to see to a dissatisfied customer',
      'reminder.written',
      { reminder: { owner: 'usr_li', madeBy: { kind: 'rule', subject: { kind: 'survey' } } } },
      ['usr_li as low_score'],
    ],
    [
      'nobody, of what a rule will remind of in its time',
      'reminder.written',
      { reminder: { owner: 'usr_li', madeBy: { kind: 'rule', subject: { kind: 'review' } } } },
      [],
    ],
    ['the manager, of an overdue review', 'review.escalated', { to: 'usr_boss' }, ['usr_boss as review_escalated']],
    ['nobody, where there is no manager', 'review.escalated', {}, []],
    ['who is to go on a visit', 'visit.planned', { visit: { visitor: 'usr_li' } }, ['usr_li as visit_assigned']],
    ['who is to go now', 'visit.moved', { from: { visitor: 'usr_wang' }, to: { visitor: 'usr_li' } }, ['usr_li as visit_assigned']],
    ['nobody, where a visit is moved and the same goes', 'visit.moved', { from: { visitor: 'usr_li' }, to: { visitor: 'usr_li' } }, []],
    ['who was given a ticket', 'ticket.assigned', { assignee: 'usr_li', how: 'given' }, ['usr_li as ticket_assigned']],
    ['nobody, of a ticket that they took themselves', 'ticket.assigned', { assignee: 'usr_li', how: 'taken' }, []],
    ['nobody, of a ticket that was put back', 'ticket.assigned', { how: 'given' }, []],
    ['who was named in a note on a ticket', 'ticket.noted', { mentions: ['usr_li'] }, ['usr_li as mention']],
    ['the owner of a webhook that was paused', 'webhook.paused', { owner: 'usr_li' }, ['usr_li as webhook_paused']],
  ])('is %s', (_, type, data, expected) => {
    expect(whoOf(type, data)).toEqual(expected)
  })
})
