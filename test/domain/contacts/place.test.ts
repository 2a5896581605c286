import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostAffiliations } from '../../../domain/contacts/contact.ts'
import { ContactEvent } from '../../../domain/contacts/events.ts'
import { wouldReportToSelf } from '../../../domain/contacts/org-chart.ts'
import { rowsOf } from '../../../domain/contacts/summary.ts'
import {
  boss,
  broken,
  chartOf,
  contactId,
  context,
  customerId,
  given,
  hanse,
  join,
  leave,
  left,
  li,
  move,
  now,
  ofHanse,
  ofShunda,
  old,
  register,
  registered,
  shunda,
  today,
} from './stories.ts'

const logistics = { role: 'logistics' }

describe('a place at a customer', () => {
  it('has a role of the list, a department of that company, and somebody there to report to', () => {
    const affiliation = { role: 'logistics', department: 'ocean', reportsTo: boss, since: '2024-03-01' }
    expect(given().when(register({ affiliation }), context).decided.ok).toBe(true)
  })

  it.each([
    ['a role that nobody has listed', { role: 'astronaut' }, 'list.contactRole_unknown', '/affiliation/role'],
    ['a department that the company does not have', { ...logistics, department: 'moon' }, 'department.unknown', '/affiliation/department'],
    ['a superior from elsewhere', { ...logistics, reportsTo: contactId('Z') }, 'reports_to.not_here', '/affiliation/reportsTo'],
    ['oneself as superior', { ...logistics, reportsTo: li }, 'reports_to.cycle', '/affiliation/reportsTo'],
    ['a beginning in the future', { ...logistics, since: '2026-11-22' }, 'affiliation.begins_in_future', '/affiliation/since'],
  ])('is refused for %s', (_what, affiliation, code, pointer) => {
    given().when(register({ affiliation }), context).thenRefused('contact.rules_broken', broken(code, pointer))
  })

  it('is given only at a customer that exists, that one looks after, and that is not archived', () => {
    given()
      .when(register({}, { customerId: customerId('9') }), context)
      .thenRefused('customer.not_found')
    given()
      .when(register({}, { customerId: hanse }), ofShunda)
      .thenRefused('access.out_of_scope')
    given()
      .when(register({}, { customerId: old }), context)
      .thenRefused('customer.archived')
  })

  it('begins today, where the firm is, unless a day is named', () => {
    const { after } = given().when(register({ affiliation: logistics }), context)
    expect(after?.affiliations).toEqual([{ ...logistics, customerId: shunda, since: today }])
  })
})

describe('serving another customer', () => {
  const joined = ContactEvent.parse({
    type: 'contact.joined',
    affiliation: { customerId: hanse, role: 'customs', since: today },
    warnings: [],
    at: now,
  })

  it('adds a place and keeps the first', () => {
    const told = given(registered()).when(join({ role: 'customs' }), context)
    told.thenEvents(joined)
    expect(told.after?.affiliations.map((one) => one.customerId)).toEqual([shunda, hanse])
  })

  it('is for those who look after that customer, too', () => {
    given(registered())
      .when(join({ role: 'customs' }), ofShunda)
      .thenRefused('access.out_of_scope')
  })

  it('lets those who look after the new customer reach the person', () => {
    expect(given(registered(), joined).when(leave(hanse), ofHanse).decided.ok).toBe(true)
    given(registered(), joined).when(leave(shunda), ofHanse).thenRefused('access.out_of_scope')
  })

  it('is refused while the person is there', () => {
    for (const other of [
      { since: '2024-03-02' },
      { role: 'customs' },
      { title: '经理' },
      { department: 'air' },
      { reportsTo: boss },
      { since: undefined },
    ])
      given(registered())
        .when(join({ ...logistics, since: '2024-03-01', ...other }, { customerId: shunda }), context)
        .thenRefused('affiliation.exists')
  })

  it('does nothing when the very same place is asked for again', () => {
    given(registered(), joined)
      .when(join({ role: 'customs' }), context)
      .thenNothing()
    given(registered(), joined)
      .when(join({ role: 'customs', since: today }), context)
      .thenNothing()
  })

  it('tells nobody who does not look after that customer whether the person is there', () => {
    for (const past of [[registered()], [registered(), joined]]) {
      given(...past)
        .when(join({ role: 'customs' }), ofShunda)
        .thenRefused('access.out_of_scope')
      given(...past)
        .when(move({ role: 'customs' }, { customerId: hanse }), ofShunda)
        .thenRefused('access.out_of_scope')
      given(...past)
        .when(leave(hanse), ofShunda)
        .thenRefused('access.out_of_scope')
    }
  })

  it('ends the surprise at a phone from that country', () => {
    const german = registered({
      phones: [{ number: '+4930901820' }],
      warnings: [{ code: 'phone.other_country', pointer: '/phones/0/number' }],
    })
    expect(given(german).when(join({ role: 'customs' }), context).after?.warnings).toEqual([])
  })

  it('has an end: a person has so many places and no more', () => {
    const affiliations = Array.from({ length: mostAffiliations }, (_, i) => ({
      customerId: customerId(`X${i}`),
      role: 'logistics',
      since: '2020-01-01',
    }))
    given(registered({ affiliations }))
      .when(join({ role: 'customs' }), context)
      .thenRefused('affiliation.too_many', { most: mostAffiliations })
  })
})

describe('moving within a company', () => {
  it('keeps the place as it was and as it is', () => {
    given(registered())
      .when(move({ role: 'purchasing', department: 'air' }), context)
      .thenEvents(
        ContactEvent.parse({
          type: 'contact.moved',
          customerId: shunda,
          from: { role: 'logistics', department: null },
          to: { role: 'purchasing', department: 'air' },
          at: now,
        }),
      )
  })

  it('answers for what it touches: a role that was retired since stops no change of department', () => {
    const past = registered({ affiliations: [{ customerId: shunda, role: 'retired', since: '2020-01-01' }] })
    expect(given(past).when(move({ department: 'air' }), context).decided.ok).toBe(true)
  })

  it('does nothing when nothing is different', () => {
    given(registered())
      .when(move({ role: 'logistics' }), context)
      .thenNothing()
  })

  it('never takes the role away', () => {
    given(registered())
      .when(move({ role: null }), context)
      .thenRefused('request.invalid')
  })

  it('makes nobody their own superior, however far up', () => {
    const chart = chartOf({ contactId: li }, { contactId: contactId('C'), reportsTo: li }, { contactId: boss, reportsTo: contactId('C') })
    given(registered())
      .when(move({ reportsTo: boss }, { chart }), context)
      .thenRefused('contact.rules_broken', broken('reports_to.cycle', '/reportsTo'))
  })

  it('asks who is there only where it puts somebody under somebody', () => {
    const unread = { chart: undefined }
    expect(given(registered()).when(move({ department: 'air' }, unread), context).decided.ok).toBe(true)
    expect(given(registered()).when(join({ role: 'customs' }, unread), context).decided.ok).toBe(true)
    expect(() => given(registered()).when(move({ reportsTo: boss }, unread), context)).toThrow('without those who are there')
    expect(() => given().when(register({ affiliation: { ...logistics, reportsTo: boss } }, unread), context)).toThrow('without those')
  })

  it('puts nobody under a contact who is not there now', () => {
    const chart = chartOf()
    given(registered())
      .when(move({ reportsTo: boss }, { chart }), context)
      .thenRefused('contact.rules_broken', broken('reports_to.not_here', '/reportsTo'))
  })

  it('is refused where the person is not, or is no more', () => {
    given(registered())
      .when(move({ role: 'it' }, { customerId: hanse }), context)
      .thenRefused('affiliation.not_found')
    given(registered(), left(today))
      .when(move({ role: 'it' }), context)
      .thenRefused('affiliation.not_found')
  })
})

describe('leaving a company', () => {
  it('closes the place today, or on the day that is named', () => {
    given(registered()).when(leave(), context).thenEvents(left(today))
    given(registered()).when(leave(shunda, '2026-10-31'), context).thenEvents(left('2026-10-31'))
  })

  it('does nothing when the same day is named again, and is refused when the person had gone before', () => {
    given(registered(), left(today)).when(leave(), context).thenNothing()
    given(registered(), left('2026-10-31')).when(leave(shunda, '2026-10-31'), context).thenNothing()
    given(registered(), left('2026-10-31')).when(leave(), context).thenRefused('affiliation.not_found')
    given(registered(), left('2026-10-31')).when(leave(shunda, '2026-10-30'), context).thenRefused('affiliation.not_found')
    given(registered()).when(leave(hanse), context).thenRefused('affiliation.not_found')
  })

  it('is neither before the beginning nor in the future', () => {
    given(registered())
      .when(leave(shunda, '2024-02-29'), context)
      .thenRefused('contact.rules_broken', broken('affiliation.ends_before_it_began', '/until'))
    given(registered())
      .when(leave(shunda, '2026-11-22'), context)
      .thenRefused('contact.rules_broken', broken('affiliation.ends_in_future', '/until'))
  })

  it('keeps the history when the person comes back, and their row shows the new place', () => {
    const { after } = given(registered(), left('2026-10-31')).when(join({ role: 'customs' }, { customerId: shunda }), context)
    expect(after?.affiliations).toEqual([
      { customerId: shunda, role: 'logistics', since: '2024-03-01', until: '2026-10-31' },
      { customerId: shunda, role: 'customs', since: today },
    ])
    expect(after && rowsOf(after)).toMatchObject([{ customerId: shunda, person: { role: 'customs', since: today } }])
  })

  it('is not undone by coming back before one has gone', () => {
    given(registered(), left('2026-10-31'))
      .when(join({ role: 'customs', since: '2026-10-30' }, { customerId: shunda }), context)
      .thenRefused('contact.rules_broken', broken('affiliation.overlaps', '/since'))
  })
})

describe('the rows that customers list their people by', () => {
  it('hold masks of the phone and the address to use first, never the values', () => {
    const { state } = given(registered())
    expect(state && rowsOf(state)).toEqual([
      {
        customerId: shunda,
        person: {
          contactId: li,
          name: '李娜',
          role: 'logistics',
          since: '2024-03-01',
          phone: '+86***000',
          email: 'l***@shunda.example',
          archived: false,
        },
      },
    ])
  })
})

describe('reporting lines', () => {
  const ids = Array.from({ length: 8 }, (_, i) => contactId(String(i)))
  const steps = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), { maxLength: 40 })

  it('never come round, in whatever order people are put under one another', () => {
    fc.assert(
      fc.property(steps, (wishes) => {
        const lines = new Map<string, string>()
        const chart = () => chartOf(...ids.map((id) => ({ contactId: id, reportsTo: lines.get(id) })))
        for (const [who, superior] of wishes) if (!wouldReportToSelf(chart(), who, superior)) lines.set(who, superior)
        for (const id of ids) {
          const above: string[] = []
          for (let at = lines.get(id); at !== undefined && above.length <= ids.length; at = lines.get(at)) above.push(at)
          expect(above).not.toContain(id)
        }
      }),
    )
  })

  it('are followed to their end even where older data come round', () => {
    const chart = chartOf({ contactId: 'a', reportsTo: 'b' }, { contactId: 'b', reportsTo: 'a' })
    expect([wouldReportToSelf(chart, 'c', 'a'), wouldReportToSelf(chart, 'a', 'b')]).toEqual([false, true])
  })
})
