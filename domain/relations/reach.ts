import type { CustomerGlance } from '../customers/glance.ts'
import { type Actor, reaches } from '../kernel/actor.ts'

/** The customers at both ends of a relation, as far as there are such. */
export type Ends = { readonly from: CustomerGlance | undefined; readonly to: CustomerGlance | undefined }

const reachedBy = (actor: Actor) => (customer: CustomerGlance | undefined) => customer !== undefined && reaches(actor, customer)

/** "Whoever looks after either end knows that the relation is there, and may end it." */
export const reachesEither = (actor: Actor, { from, to }: Ends): boolean => [from, to].some(reachedBy(actor))

/** "Its share, its days and its note are the business of those who look after both ends." */
export const reachesBoth = (actor: Actor, { from, to }: Ends): boolean => [from, to].every(reachedBy(actor))
