import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completeness, weightsByTier } from '../../../domain/customers/completeness.ts'
import { Customer } from '../../../domain/customers/customer.ts'
import { id, registeredAt, site } from './examples.ts'

/** What a profile may hold, each with a value for it. */
const known = {
  taxId: '91310115MA1K3YQX1C',
  phones: [{ number: '+862158886666' }],
  emails: [{ address: 'orders@shunda.example' }],
  sites: [site()],
  mainBusiness: '海运',
  birthDate: '1990-01-01',
  industry: 'logistics',
  scale: 'medium',
  businessLines: ['air'],
  region: 'east',
  team: 'sales_east',
  owner: 'usr_1',
  preferences: [{ key: 'notice', value: '微信', source: 'stated', at: registeredAt }],
  cooperatingSince: '2020-02-29',
}
type Member = keyof typeof known | 'contacts'
const onlyCompanies: readonly Member[] = ['mainBusiness', 'industry', 'scale', 'taxId', 'contacts']
const kinds = { company: { kind: 'company', legalName: '顺达' }, individual: { kind: 'individual', name: '李娜' } } as const

type File = { readonly kind: keyof typeof kinds; readonly tier: string; readonly has: readonly Member[] }
const worked = ({ kind, tier, has }: File) => {
  const foreign = kind === 'company' ? ['birthDate'] : ['mainBusiness']
  const facts = Object.entries(known).filter(([member]) => has.some((one) => one === member) && !foreign.includes(member))
  const customer = Customer.parse({ ...kinds[kind], ...Object.fromEntries(facts), tier, id, registeredAt, changedAt: registeredAt })
  return completeness(customer, { contacts: has.includes('contacts') ? 2 : 0 })
}

const members: readonly Member[] = [...(Object.keys(known) as Member[]), 'contacts']
const files = fc.record({
  kind: fc.constantFrom('company' as const, 'individual' as const),
  tier: fc.constantFrom('potential', 'regular', 'vip', 'gold', 'constructor'),
  has: fc.subarray([...members]),
})
const asked = ({ kind, tier }: File) => {
  const weights = Object.hasOwn(weightsByTier, tier) ? weightsByTier[tier] : weightsByTier['potential']
  const foreign = kind === 'company' ? ['birthDate'] : onlyCompanies
  return Object.keys(weights ?? {}).filter((member) => !foreign.some((one) => one === member))
}

describe('how complete a file is', () => {
  it('is a whole number from 0 to 100, and 100 exactly when nothing is missing', () => {
    fc.assert(
      fc.property(files, (file) => {
        const { score, missing } = worked(file)
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true)
        expect(score === 100).toBe(missing.length === 0)
      }),
    )
  })

  it('names as missing exactly what its tier asks for and is not there', () => {
    fc.assert(
      fc.property(files, (file) => {
        const absent = asked(file).filter((member) => !file.has.some((one) => one === member))
        expect([...worked(file).missing].sort()).toEqual(absent.sort())
      }),
    )
  })

  it('rises when a missing member is added, and never falls for any other', () => {
    fc.assert(
      fc.property(files, fc.constantFrom(...members), (file, member) => {
        const before = worked(file)
        const after = worked({ ...file, has: [...new Set([...file.has, member])] })
        expect(after.score).toBeGreaterThanOrEqual(before.score)
        if (before.missing.includes(member)) expect(after.score).toBeGreaterThan(before.score)
      }),
    )
  })

  it('names the weightiest first', () => {
    fc.assert(
      fc.property(files, (file) => {
        const weights = weightsByTier[file.tier] ?? {}
        const weighed = worked(file).missing.map((member) => weights[member] ?? 0)
        expect(weighed).toEqual([...weighed].sort((a, b) => b - a))
      }),
      { examples: [[{ kind: 'company', tier: 'vip', has: [] }]] },
    )
  })

  it('asks no company for a birthday and no individual for an industry', () => {
    expect(worked({ kind: 'company', tier: 'vip', has: [] }).missing).not.toContain('birthDate')
    expect(worked({ kind: 'individual', tier: 'vip', has: [] }).missing).toEqual(expect.not.arrayContaining([...onlyCompanies]))
  })

  it('asks more of a customer the more it is worth', () => {
    const missing = ['potential', 'regular', 'vip'].map((tier) => worked({ kind: 'company', tier, has: [] }).missing.length)
    expect(missing).toEqual([5, 10, 14])
  })
})
