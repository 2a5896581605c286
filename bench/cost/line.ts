/** One line of a bill, in dollars. `why` says how many of what. */
export type Line = { readonly what: string; readonly why: string; readonly dollars: number }
