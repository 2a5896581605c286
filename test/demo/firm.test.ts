import { describe, expect, it } from 'vitest'
import { firmOf } from '../../demo/firm/firm.ts'
import { CustomerDraft } from '../../domain/customers/customer.ts'
import { findings } from '../../domain/customers/rules.ts'
import { shippedLists } from '../../domain/lists/shipped.ts'

const firm = firmOf(60, 1)

describe('the demo firm', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(firmOf(60, 1)).toEqual(firm)
    expect(firmOf(60, 2)).not.toEqual(firm)
  })

  it('has two contacts a customer', () => {
    expect(firm.customers.flatMap(({ contacts }) => contacts)).toHaveLength(120)
  })

  it('breaks no rule: check digits, phones and addresses are those of the country', () => {
    for (const { draft } of firm.customers) expect(findings(CustomerDraft.parse(draft), shippedLists)).toEqual([])
  })

  it('writes to nobody: every address ends in .example', () => {
    const addresses = [...JSON.stringify(firm).matchAll(/@([\w.-]+)"/g)].map(([, domain]) => domain)
    expect(addresses.length).toBeGreaterThan(0)
    expect(addresses.filter((domain) => !domain?.endsWith('.example'))).toEqual([])
  })
})
