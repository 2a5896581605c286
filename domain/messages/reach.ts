import type { CustomerGlance } from '../customers/glance.ts'
import { type Actor, reaches } from '../kernel/actor.ts'
import type { Message } from './message.ts'

/** "A message is seen by those who look after a customer that it concerns, and by the colleague whom it was for." */
export const reachesMessage = (actor: Actor, { to }: Pick<Message, 'to'>, customers: readonly (CustomerGlance | undefined)[]): boolean =>
  actor.reach.kind === 'all' ||
  (to.kind === 'user' && to.id === actor.id) ||
  customers.some((customer) => customer !== undefined && reaches(actor, customer))
