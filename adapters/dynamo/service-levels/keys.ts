import type { Cause } from '../../../domain/service-levels/moves.ts'
import { digits } from '../table/digits.ts'
import type { Key } from '../table/table.ts'

/** Read or write the latest edition of a work calendar; read all of them, with the policies, to work out a deadline. */
export const workCalendarKey = (code: string): Key => ({ pk: serviceBook(), sk: `${latestCalendars}${code}` })

/** Read or write the latest edition of a service policy. */
export const servicePolicyKey = (code: string): Key => ({ pk: serviceBook(), sk: `${latestPolicies}${code}` })
export const serviceBook = (): string => 'SERVICELEVEL#book'
export const latestCalendars = 'CALENDAR#'
export const latestPolicies = 'POLICY#'

/** Read the edition of a work calendar or of a service policy that held at some time. */
export const serviceEditionKey = (kind: string, code: string, edition: number): Key => ({
  pk: `SERVICELEVEL#${kind}#${code}`,
  sk: digits(edition),
})

/** List the tickets whose deadlines an edition of a calendar or of a policy has moved. */
export const movedKey = ({ kind, code, edition }: Cause, ticketId: string): Key => ({
  pk: movesPartition(kind, code),
  sk: `${digits(edition)}#${ticketId}`,
})
export const movesPartition = (kind: string, code: string): string => `SERVICELEVEL#moves#${kind}#${code}`
