import { describe, expect, it } from 'vitest'
import { Customer, CustomerDraft, CustomerPatch } from '../../../domain/customers/customer.ts'
import { summaryOf } from '../../../domain/customers/summary.ts'
import { marks } from '../../../domain/kernel/care/marks.ts'
import { company, id, individual, registeredAt } from './examples.ts'

const takes = (facts: Readonly<Record<string, unknown>>) =>
  CustomerDraft.safeParse({ kind: 'company', legalName: '顺达', ...facts }).success

describe('a profile', () => {
  it.each([
    { nickname: 'x' },
    { legalName: '' },
    { legalName: 'x'.repeat(201) },
    { legalName: '顺\u0000达' },
    { legalName: '\uD800' },
    { tier: 'VIP' },
    { owner: 'no blanks please' },
    { country: 'XX' },
    { cooperatingSince: '2026-02-30' },
    { phones: [{ number: '13800138000' }] },
    { phones: Array.from({ length: 21 }, () => ({ number: '+8613800138000' })) },
    { businessLines: 'air' },
    { birthDate: '1990-01-01' },
    { kind: 'robot' },
  ])('refuses %o', (facts) => {
    expect(takes(facts)).toBe(false)
  })

  it('has what a first call leaves open filled in', () => {
    expect(company()).toMatchObject({
      country: 'CN',
      tier: 'potential',
      stage: 'prospect',
      phones: [],
      emails: [],
      sites: [],
      departments: [],
    })
  })

  it('can be patched in every member but its kind, each of which can be removed', () => {
    const members = [...Object.keys(company()), ...Object.keys(individual({ gender: 'f', birthDate: '1990-01-01' }))].filter(
      (key) => key !== 'kind',
    )
    expect(CustomerPatch.safeParse(Object.fromEntries(members.map((member) => [member, null]))).success).toBe(true)
    expect(CustomerPatch.parse({})).toEqual({})
  })

  it('seals what is personal or about money, and nothing that a list shows', () => {
    const sealed = marks(Customer).filter(({ class: fieldClass }) => fieldClass === 'personal' || fieldClass === 'financial')
    expect([...new Set(sealed.map(({ path, class: fieldClass }) => `${path} ${fieldClass}`))].sort()).toEqual([
      '/birthDate personal',
      '/emails/*/address personal',
      '/gender personal',
      '/phones/*/number personal',
      '/sites/*/address/lines/* personal',
      '/sites/*/address/postalCode personal',
      '/taxId financial',
      '/taxId personal',
      '/wechatOpenId personal',
    ])
    const customer = Customer.parse({ ...company({ taxId: '91310115MA1K3YQX1C' }), id, registeredAt, changedAt: registeredAt })
    const shown = Object.keys(summaryOf(customer)).map((member) => `/${member}`)
    expect(sealed.filter(({ path }) => shown.includes(path))).toEqual([])
  })

  it('goes by its short name where it has one', () => {
    const called = (draft: CustomerDraft) => summaryOf(Customer.parse({ ...draft, id, registeredAt, changedAt: registeredAt })).name
    expect(called(company({ shortName: '顺达' }))).toBe('顺达')
    expect(called(company())).toBe('上海顺达国际货运代理有限公司')
    expect(called(individual())).toBe('李娜')
  })
})
