import * as z from 'zod'
import { CustomerId } from '../kernel/ids.ts'
import { Relation } from './relation.ts'

const { id, type, shareBasisPoints, since, until } = Relation.shape

/** A relation as it is seen from one of its ends. */
export const RelationEnd = z.strictObject({
  id,
  /** `out`: the other is the `type` of this customer. `in`: this customer is the `type` of the other. */
  direction: z.enum(['out', 'in']),
  type,
  other: CustomerId,
  shareBasisPoints,
  since,
  until,
})
export type RelationEnd = z.infer<typeof RelationEnd>

/** The two ends of a relation, each with the customer whose end it is. */
export const endsOf = (relation: Relation): readonly (RelationEnd & { readonly of: CustomerId })[] => {
  const { id, from, to, type, shareBasisPoints, since, until } = relation
  const facts = { id, type, shareBasisPoints, since, until }
  return [
    { of: from, direction: 'out', other: to, ...facts },
    { of: to, direction: 'in', other: from, ...facts },
  ]
}

/** The relation's own ends, as its view from the customer `of` tells them. */
export const bearings = (of: CustomerId, { direction, other, type }: RelationEnd): Pick<Relation, 'from' | 'to' | 'type'> =>
  direction === 'out' ? { from: of, to: other, type } : { from: other, to: of, type }
