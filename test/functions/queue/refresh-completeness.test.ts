import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completeness } from '../../../domain/customers/completeness.ts'
import { Customer } from '../../../domain/customers/customer.ts'
import type { CompletenessStore, CustomerAround } from '../../../domain/customers/ports.ts'
import { summaryOf } from '../../../domain/customers/summary.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { refreshCompleteness } from '../../../functions/queue/refresh-completeness.ts'
import { id, registeredAt } from '../../domain/customers/examples.ts'

type Worked = Parameters<CompletenessStore['save']>[1]
type Known = { readonly customer: Customer; readonly version: number; readonly contacts: number }

const customer = (facts: Readonly<Record<string, unknown>> = {}) =>
  Customer.parse({ kind: 'company', legalName: '顺达', ...facts, id, registeredAt, changedAt: registeredAt })

/** Keeps the revision rule: a save is taken only from whoever saw what was last saved. */
const storeOf = (first: Known | undefined) => {
  const there = { known: first, revision: 0, kept: undefined as Worked | undefined, saves: 0 }
  const readRevision = async () => there.revision
  const readCustomer = async () => there.known
  const save = async (seen: CustomerAround, worked: Worked): Promise<boolean> => {
    if (seen.revision !== there.revision) return false
    Object.assign(there, { revision: there.revision + 1, kept: worked, saves: there.saves + 1 })
    return true
  }
  return { there, readRevision, readCustomer, save }
}

type Parts = Pick<ReturnType<typeof storeOf>, 'readRevision' | 'readCustomer' | 'save'>
const portsOf = ({ readRevision, readCustomer, save }: Parts) => ({
  store: {
    // As the port asks: the revision first, so that what changes after it makes the save fail.
    load: async () => {
      const revision = await readRevision()
      const known = await readCustomer()
      return known && { profile: known.customer, summary: summaryOf(known.customer), contacts: known.contacts, revision }
    },
    save,
    outdated: async function* () {},
  },
  lists: async () => shippedLists,
  now: () => Instant.parse(registeredAt),
})

const facts = fc.record({
  tier: fc.constantFrom('vip', 'regular', 'potential'),
  owner: fc.option(fc.constant('usr_1'), { nil: undefined }),
  industry: fc.option(fc.constant('solar'), { nil: undefined }),
  phones: fc.constantFrom([], [{ number: '+862158886666' }]),
})
const changes = fc.array(fc.record({ facts, contacts: fc.integer({ min: 0, max: 2 }) }), { minLength: 1, maxLength: 5 })

describe('refreshing completeness', () => {
  it('ends with that of the last state, however changes and refreshes get in between each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), changes, async (scheduler, steps) => {
        const { there, ...parts } = storeOf({ customer: customer(), version: 0, contacts: 0 })
        const slow = {
          readRevision: scheduler.scheduleFunction(parts.readRevision),
          readCustomer: scheduler.scheduleFunction(parts.readCustomer),
          save: scheduler.scheduleFunction(parts.save),
        }
        const pending: Promise<void>[] = []
        // Each change is followed by its event, whose message comes whenever the queue likes, and again when it failed.
        const message = scheduler.scheduleFunction(async () => undefined)
        const delivered = async (times = 10): Promise<void> => {
          await message()
          await refreshCompleteness(portsOf(slow), id).catch((error: unknown) => (times > 1 ? delivered(times - 1) : Promise.reject(error)))
        }
        const change = scheduler.scheduleFunction(async (at: number) => {
          const step = steps[at]
          if (step) there.known = { customer: customer(step.facts), version: at + 1, contacts: step.contacts }
          pending.push(delivered())
        })
        for (const at of steps.keys()) await scheduler.waitFor(change(at))
        await scheduler.waitFor(Promise.all(pending))
        const last = there.known
        expect(there.kept).toMatchObject(last ? completeness(last.customer, { contacts: last.contacts }) : {})
      }),
      { numRuns: 150 },
    )
  })

  it('does nothing for a customer that is not there', async () => {
    const { there, ...parts } = storeOf(undefined)
    await refreshCompleteness(portsOf(parts), id)
    expect(there.saves).toBe(0)
  })

  it.each([
    ['vip', 1],
    ['regular', 2],
    ['potential', 3],
    ['a_tier_of_old', 9999],
  ])('puts the tier %s at rank %i among the valuable', async (tier, tierRank) => {
    const { there, ...parts } = storeOf({ customer: customer({ tier }), version: 1, contacts: 0 })
    await refreshCompleteness(portsOf(parts), id)
    expect(there.kept).toMatchObject({ tierRank })
  })

  it('throws when others get in between every time, so that the queue brings it back', async () => {
    const { there, ...parts } = storeOf({ customer: customer(), version: 1, contacts: 0 })
    const crowded = {
      ...parts,
      save: async (seen: CustomerAround, worked: Worked) => {
        there.revision += 1
        return parts.save(seen, worked)
      },
    }
    await expect(refreshCompleteness(portsOf(crowded), id)).rejects.toThrow('kept changing')
    expect(there.kept).toBeUndefined()
  })
})
