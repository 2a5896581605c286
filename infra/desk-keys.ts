const state = ['TICKET#', 'CLAIM#ticket#', 'WAITING#', 'INHAND#', 'SERVED#'] as const

/**
 * What a function reads and writes of the table that opens tickets or changes them: the ticket with its thread and number, the places
 * where it stands in queues, and what it is sorted, timed and placed by.
 */
export const deskKeys = {
  /** The ticket without what is said in it. */
  state,
  write: [...state, 'TICKETS#'],
  read: ['CUSTOMER#', 'LIST#', 'TICKETKINDS#', 'SORTING#', 'SERVICELEVEL#'],
} as const
