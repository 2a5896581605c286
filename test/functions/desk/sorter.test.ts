import { describe, expect, it } from 'vitest'
import { CustomerGlance } from '../../../domain/customers/glance.ts'
import { withLookups } from '../../../functions/desk/sorter.ts'
import { bookOfRules, factsOf, ruleOf } from '../../domain/sorting/support.ts'

const customerId = 'cus_01KAJ0000000000000000000AA'
const summary = { id: customerId, kind: 'company', name: 'Shunda', tier: 'vip', stage: 'active', status: 'active', country: 'CN' }
const theirs = CustomerGlance.parse({ ...summary, tags: ['tender'] })

/** What is known for these rules, and which customers were looked at for it. */
const lookedUp = async (when: object, facts: object = { sender: { kind: 'customer', customerId } }) => {
  const looked: string[] = []
  const glances = async (ids: readonly string[]) => {
    looked.push(...ids)
    return ids.map(() => theirs)
  }
  const { customerTags } = await withLookups({ glances, hoursAt: async () => 'inside' }, [bookOfRules(ruleOf({ when }))], factsOf(facts))
  return { looked, customerTags }
}
const asking = { customerTags: ['tender'] }

describe('the tags of a customer', () => {
  it('are looked up where a rule asks for them, and nowhere else', async () => {
    expect(await lookedUp(asking)).toEqual({ looked: [customerId], customerTags: ['tender'] })
    expect(await lookedUp({ tiers: ['vip'] })).toEqual({ looked: [], customerTags: undefined })
  })

  it('are not looked up where whoever sorts knows them, or nobody knows the customer', async () => {
    const known = { sender: { kind: 'customer', customerId }, customerTags: [] }
    expect(await lookedUp(asking, known)).toEqual({ looked: [], customerTags: [] })
    expect(await lookedUp(asking, { sender: { kind: 'unknown' } })).toEqual({ looked: [], customerTags: undefined })
  })
})
