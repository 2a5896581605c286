import type { Key } from '../table/table.ts'

/** Read or write one ticket. */
export const ticketKey = (ticketId: string): Key => ({ pk: `TICKET#${ticketId}`, sk: 'STATE' })

/** Keep what is still to be done for a ticket. */
export const ticketTaskKey = (ticketId: string, taskId: string): Key => ({ pk: `TICKET#${ticketId}`, sk: `TASK#${taskId}` })

/** List what is still to be done, the next deadline first, by the department that was asked or by its owner. */
export const taskListPartition = (by: 'department' | 'owner', value: string): string => `TICKET/task/${by}#${value}`

/** List what was said in a ticket in its order, or read one message of it. */
export const threadKey = (ticketId: string, { at, id }: { readonly at: string; readonly id: string }): Key => ({
  pk: threadPartition(ticketId),
  sk: `${at}#${id}`,
})
export const threadPartition = (ticketId: string): string => `TICKETS#${ticketId}`

/**
 * List tickets that somebody has to do something about, the next deadline first, or those that are over, the last first: all of them, or by
 * assignee, team, region or customer, or by what keeps them waiting.
 */
export const ticketListPartition = (state: 'live' | 'over', by: string, value: string): string => `TICKET/${state}/${by}#${value}`

/** List the kinds of ticket, or read or write one. */
export const ticketKindKey = (code: string): Key => ({ pk: ticketKindPartition(), sk: `${everyTicketKind}${code}` })
export const ticketKindPartition = (): string => 'TICKETKINDS#'
export const everyTicketKind = 'KIND#'

/** See whether a kind of ticket has changed since all of them were read. */
export const ticketKindsMarkKey = (): Key => ({ pk: ticketKindPartition(), sk: 'MARK' })
