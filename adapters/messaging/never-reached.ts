const beforeAnything: readonly unknown[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']

/** A call that broke off before there was anybody to take it: the one failure without an answer that is surely a no. */
export const neverReached = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  if ('code' in error && beforeAnything.includes(error.code)) return true
  return error.cause !== undefined && neverReached(error.cause)
}
