import * as z from 'zod'
import { type Actor, reaches } from '../kernel/actor.ts'
import { CountryCode } from '../kernel/address.ts'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import type { Affiliation } from './affiliation.ts'
import type { Contact } from './contact.ts'

/** What a decision on a contact must know of a customer: who looks after it, where it is, its departments. */
export const ServedCustomer = z.object({
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  country: CountryCode,
  archived: z.object({}).optional(),
  departments: z.array(z.object({ code: Code })).default([]),
})
export type ServedCustomer = z.infer<typeof ServedCustomer>

/** Customers by their ids, as they are now. One that is not among them does not exist, or is out of reach. */
export type ServedCustomers = ReadonlyMap<string, ServedCustomer>

/** What a person is or was at the customers that the actor reaches. */
export const affiliationsInReach = (actor: Actor, { affiliations }: Contact, customers: ServedCustomers): readonly Affiliation[] =>
  actor.reach.kind === 'all'
    ? affiliations
    : affiliations.filter(({ customerId }) => {
        const customer = customers.get(customerId)
        return customer !== undefined && reaches(actor, customer)
      })

/** "Whoever looks after a customer deals with its people, those who have left included." */
export const reachesContact = (actor: Actor, contact: Contact, customers: ServedCustomers): boolean =>
  actor.reach.kind === 'all' || affiliationsInReach(actor, contact, customers).length > 0
