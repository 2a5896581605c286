/** How far a round through all customers has come: under which cadences, and behind which place; at its end where there is none. */
type Round = { readonly cadences: string; readonly after: string | undefined }

/** One round goes through every active customer, so that each is looked after by the cadences as they are now. */
export type Rounds = {
  readonly last: () => Promise<Round | undefined>
  readonly save: (round: Round) => Promise<void>
  /** The customers behind a place, page by page, each page with the place behind it; undefined behind the last. */
  readonly customers: (after: string | undefined) => AsyncIterable<{ readonly ids: readonly string[]; readonly after: string | undefined }>
}
