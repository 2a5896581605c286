/** Somebody who is at a customer now, and whom they report to there. */
export type Colleague = { readonly contactId: string; readonly reportsTo?: string | undefined; readonly archived: boolean }

/** The people who are at one customer now. */
export type OrgChart = readonly Colleague[]

/** Whether `contactId`, reporting to `superior`, would be their own superior, however far up. */
export const closesCycle = (chart: OrgChart, contactId: string, superior: string): boolean => {
  const lines = new Map(chart.map(({ contactId: at, reportsTo }) => [at, reportsTo]))
  const passed = new Set<string>()
  for (let at: string | undefined = superior; at !== undefined && !passed.has(at); at = lines.get(at)) {
    if (at === contactId) return true
    passed.add(at)
  }
  return false
}
