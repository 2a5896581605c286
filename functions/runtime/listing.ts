import * as z from 'zod'
import type { Actor, Anchor } from '../../domain/kernel/actor.ts'
import type { PageRequest } from '../../domain/kernel/page.ts'

/** The query members that every list takes. */
export const pageQuery = { limit: z.coerce.number().int().min(1).max(100).default(25), cursor: z.string().max(4096).optional() }

/** The answer that every list gives. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item).readonly(), next: z.string().nullable() }).readonly()

export const pageRequest = (query: { readonly limit: number; readonly cursor?: string | undefined }, actor: Actor): PageRequest => ({
  limit: query.limit,
  cursor: query.cursor,
  reader: actor.id,
})

/** What an actor's reach narrows a list to. */
export const anchorOf = ({ id, reach }: Actor): Anchor => {
  switch (reach.kind) {
    case 'all':
      return {}
    case 'own':
      return { owner: id }
    case 'team':
      return { team: reach.team }
    case 'region':
      return { region: reach.region }
  }
}

/** The wanted owner, team or region within the actor's reach; undefined when the two exclude each other, so that nothing can be found. */
export const within = <Wanted extends Anchor>(wanted: Wanted, actor: Actor): (Wanted & Anchor) | undefined => {
  const reach = anchorOf(actor)
  const excluded = (['owner', 'team', 'region'] as const).some(
    (member) => reach[member] !== undefined && wanted[member] !== undefined && reach[member] !== wanted[member],
  )
  return excluded ? undefined : { ...wanted, ...reach }
}
