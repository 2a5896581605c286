import type { FieldClass } from './care/field-class.ts'

/** Which records an actor reaches: those they own, those of a team or region, or every one. */
export type Reach =
  | { readonly kind: 'own' }
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'region'; readonly region: string }
  | { readonly kind: 'all' }

/** Who asks, with the rights that their roles add up to. Built once a request by `access/`, read by every decision. */
export type Actor = {
  readonly id: string
  readonly roles: readonly string[]
  readonly permissions: readonly string[]
  /** Classes that come in the clear. */
  readonly sees: readonly FieldClass[]
  /** Classes that come in the clear when a purpose is named, which is recorded. */
  readonly reveals: readonly FieldClass[]
  readonly reach: Reach
}

/** By whom and where a record is looked after: what an actor's reach is measured against. */
export type Anchor = { readonly owner?: string | undefined; readonly team?: string | undefined; readonly region?: string | undefined }

export const may = (actor: Actor, permission: string): boolean => actor.permissions.includes(permission)

/** "You see the records you own, or those of your team or region, or all of them; nothing is yours by default." */
export const reaches = (actor: Actor, anchor: Anchor): boolean => {
  switch (actor.reach.kind) {
    case 'all':
      return true
    case 'own':
      return anchor.owner === actor.id
    case 'team':
      return anchor.team === actor.reach.team
    case 'region':
      return anchor.region === actor.reach.region
  }
}
