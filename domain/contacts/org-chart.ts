/** Somebody who is at a customer now, and whom they report to there. Who is archived is not: a line ends with them. */
type Colleague = { readonly contactId: string; readonly reportsTo?: string | undefined }

/** The people who are at one customer now. `revision` counts how often somebody there was put under somebody else. */
export type OrgChart = { readonly customerId: string; readonly revision: number; readonly people: readonly Colleague[] }

/** Whether `contactId`, reporting to `superior`, would be their own superior, however far up. */
export const closesCycle = ({ people }: OrgChart, contactId: string, superior: string): boolean => {
  const lines = new Map(people.map(({ contactId: at, reportsTo }) => [at, reportsTo]))
  const passed = new Set<string>()
  for (let at: string | undefined = superior; at !== undefined && !passed.has(at); at = lines.get(at)) {
    if (at === contactId) return true
    passed.add(at)
  }
  return false
}
