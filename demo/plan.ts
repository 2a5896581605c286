/** What is to be loaded, whoever thought it up: the demo firm, or a file. Every `key` names one thing within the plan. */

type Draft = Readonly<Record<string, unknown>>
/** Where something comes from: a row of the file, or the place in the firm. */
type Origin = { readonly row: number }

export type PlannedPlace = Origin & { readonly customer: string; readonly affiliation: Draft }
export type PlannedContact = Origin & {
  readonly key: string
  readonly draft: Draft
  readonly affiliation: Draft
  /** The key of a contact of the same customer who stands before this one. */
  readonly reportsTo?: string | undefined
  /** Where else they have a place. */
  readonly places: readonly PlannedPlace[]
}
export type PlannedNote = Origin & { readonly key: string; readonly draft: Draft; readonly pinned: boolean }
export type PlannedCustomer = Origin & {
  readonly key: string
  /** Who registers it. */
  readonly by: string
  readonly draft: Draft
  readonly contacts: readonly PlannedContact[]
  readonly notes: readonly PlannedNote[]
}
export type PlannedRelation = Origin & { readonly key: string; readonly from: string; readonly to: string; readonly draft: Draft }
export type Plan = { readonly name: string; readonly customers: readonly PlannedCustomer[]; readonly relations: readonly PlannedRelation[] }
