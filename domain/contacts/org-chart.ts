import { closesCycle } from '../kernel/cycle.ts'

/** Somebody who is at a customer now, and whom they report to there. Who is archived is not: a line ends with them. */
type Colleague = { readonly contactId: string; readonly reportsTo?: string | undefined }

/** The people who are at one customer now. `revision` counts how often somebody there was put under somebody else. */
export type OrgChart = { readonly customerId: string; readonly revision: number; readonly people: readonly Colleague[] }

/** "Nobody reports to themselves, however far up." */
export const wouldReportToSelf = ({ people }: OrgChart, contactId: string, superior: string): boolean => {
  const lines = new Map(people.map((colleague) => [colleague.contactId, colleague.reportsTo]))
  return closesCycle(contactId, superior, (at) => lines.get(at))
}
