import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CustomerGlance } from '../../../domain/customers/glance.ts'
import { notes } from '../../../domain/notes/decide.ts'
import { NoteEvent } from '../../../domain/notes/events.ts'
import { mostPinned, Note, NoteDraft, NotePatch, type NoteType } from '../../../domain/notes/note.ts'
import { type actorOf, contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'nte_01KAJ0000000000000000000AA'
const now = '2026-11-21T08:30:00.000Z'
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
const by = (actorId: string, permissions: Parameters<typeof actorOf>[0] = {}) => contextOf({ now, actor: { id: actorId, ...permissions } })
const clerk = { permissions: ['notes:read', 'notes:write'] }

const written = (type: NoteType = 'general') =>
  NoteEvent.parse({
    type: 'note.written',
    note: { id, customerId: customer.id, type, text: '周末不收货', pinned: false, writtenBy: 'usr_1', writtenAt: now },
  })
const pinned = NoteEvent.parse({ type: 'note.pinned', at: now, by: 'usr_2' })
const unpinned = NoteEvent.parse({ type: 'note.unpinned', at: now, by: 'usr_2' })
const withdrawn = (actorId: string) => NoteEvent.parse({ type: 'note.withdrawn', at: now, by: actorId })
const { given } = stories(notes)
const pin = { type: 'pin', pinned: 0, customer } as const

describe('writing a note', () => {
  it('says who wrote what, and when', () => {
    const draft = NoteDraft.parse({ text: '周末不收货' })
    given().when({ type: 'write', id, draft, customer }, by('usr_1')).thenEvents(written())
  })

  it('needs a customer that is there', () => {
    given()
      .when({ type: 'write', id, draft: NoteDraft.parse({ text: 'x' }), customer: undefined })
      .thenRefused('customer.not_found')
  })

  it('is for those who look after the customer', () => {
    const stranger = by('usr_1', { reach: { kind: 'team', team: 'sales_south' } })
    given()
      .when({ type: 'write', id, draft: NoteDraft.parse({ text: 'x' }), customer }, stranger)
      .thenRefused('access.out_of_scope')
    given(written()).when({ type: 'withdraw', customer }, stranger).thenRefused('access.out_of_scope')
  })

  it('does nothing when the same request comes again', () => {
    given(written())
      .when({ type: 'write', id, draft: NoteDraft.parse({ text: 'x' }), customer })
      .thenNothing()
  })

  it('takes a text of up to 4,000 characters, and none that is empty', () => {
    expect(NoteDraft.safeParse({ text: '货'.repeat(4000) }).success).toBe(true)
    expect(NoteDraft.safeParse({ text: '货'.repeat(4001) }).success).toBe(false)
    expect(NoteDraft.safeParse({ text: ' \n ' }).success).toBe(false)
  })
})

describe('rewriting a note', () => {
  it('is for its writer alone, whatever others may do', () => {
    const patch = NotePatch.parse({ text: '周日不收货' })
    given(written()).when({ type: 'rewrite', patch, customer }, by('usr_2')).thenRefused('note.not_yours', { writtenBy: 'usr_1' })
    const { after } = given(written()).when({ type: 'rewrite', patch, customer }, by('usr_1'))
    expect(after).toMatchObject({ text: '周日不收货', type: 'general', changedAt: now })
  })

  it('does nothing when nothing is different', () => {
    given(written())
      .when({ type: 'rewrite', patch: { text: '周末不收货' }, customer }, by('usr_1'))
      .thenNothing()
  })

  it('unpins what is no longer a warning', () => {
    const { after } = given(written('warning'), pinned).when({ type: 'rewrite', patch: { type: 'incident' }, customer }, by('usr_1'))
    expect(after).toMatchObject({ type: 'incident', pinned: false })
  })

  it('leaves a reworded warning pinned', () => {
    const { after } = given(written('warning'), pinned).when({ type: 'rewrite', patch: { text: '小心台阶' }, customer }, by('usr_1'))
    expect(after).toMatchObject({ pinned: true })
  })
})

describe('pinning a note', () => {
  it('is for warnings, by anyone who may write notes', () => {
    given(written('warning')).when(pin, by('usr_2', clerk)).thenEvents(pinned)
    for (const type of ['general', 'incident'] as const) given(written(type)).when(pin, by('usr_2')).thenRefused('note.not_a_warning')
  })

  it('has an end: where everything stands out nothing does', () => {
    const among = (pinned: number) => given(written('warning')).when({ ...pin, pinned }, by('usr_2'))
    among(mostPinned - 1).thenEvents(pinned)
    among(mostPinned).thenRefused('note.too_many_pinned', { most: mostPinned })
    given(written('warning'), pinned)
      .when({ ...pin, pinned: mostPinned }, by('usr_2'))
      .thenNothing()
  })

  it('can be undone, and doing either twice changes nothing', () => {
    given(written('warning'), pinned).when(pin, by('usr_2')).thenNothing()
    given(written('warning'), pinned).when({ type: 'unpin', customer }, by('usr_2')).thenEvents(unpinned)
    given(written('warning')).when({ type: 'unpin', customer }, by('usr_2')).thenNothing()
  })
})

describe('withdrawing a note', () => {
  it('is for its writer, and for those who may archive a customer', () => {
    given(written()).when({ type: 'withdraw', customer }, by('usr_1', clerk)).thenEvents(withdrawn('usr_1'))
    given(written()).when({ type: 'withdraw', customer }, by('usr_2', clerk)).thenRefused('note.not_yours')
    const manager = { permissions: [...clerk.permissions, 'customers:archive'] }
    given(written()).when({ type: 'withdraw', customer }, by('usr_2', manager)).thenEvents(withdrawn('usr_2'))
  })

  it('is final: nothing more is done to a withdrawn note', () => {
    const past = [written('warning'), pinned, withdrawn('usr_1')]
    expect(given(...past).state).toMatchObject({ pinned: false, withdrawn: { at: now, by: 'usr_1' } })
    given(...past)
      .when(pin)
      .thenRefused('note.withdrawn')
    given(...past)
      .when({ type: 'rewrite', patch: { text: 'x' }, customer }, by('usr_1'))
      .thenRefused('note.withdrawn')
    given(...past)
      .when({ type: 'withdraw', customer })
      .thenNothing()
  })

  it('needs a note that is there', () => {
    given().when({ type: 'withdraw', customer }).thenRefused('note.not_found')
  })
})

const types = fc.constantFrom<NoteType>('general', 'incident', 'warning')
const texts = fc.constantFrom('周末不收货', '小心台阶')
const wishes = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: types, text: texts }).map((draft) => ({ type: 'write' as const, id, draft })) },
  { weight: 2, arbitrary: fc.record({ type: types, text: texts }).map((patch) => ({ type: 'rewrite' as const, patch })) },
  { weight: 3, arbitrary: fc.constantFrom('unpin' as const, 'withdraw' as const).map((type) => ({ type })) },
  { weight: 3, arbitrary: fc.constantFrom(0, mostPinned).map((pinned) => ({ type: 'pin' as const, pinned })) },
)
const commands = wishes.map((wish) => ({ ...wish, customer }))
const contexts = fc.constantFrom(by('usr_1', clerk), by('usr_2', clerk), by('usr_3'))

keepsTheLaws('notes', {
  decider: notes,
  commands,
  contexts,
  events: ['note.written', 'note.rewritten', 'note.pinned', 'note.unpinned', 'note.withdrawn'],
})

it('a pinned note is a warning that stands, whatever was done to it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(commands, contexts), { maxLength: 20 }), (steps) => {
      const note = steps.reduce<Note | undefined>((state, [command, context]) => {
        const decided = notes.decide(state, command, context)
        return decided.ok ? decided.value.reduce(notes.evolve, state) : state
      }, undefined)
      if (note) Note.parse(note)
      expect(note?.pinned ? note : { type: 'warning' }).toMatchObject({ type: 'warning' })
      if (note?.withdrawn) expect(note.pinned).toBe(false)
    }),
  )
})
