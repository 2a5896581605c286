import { Logger } from '@aws-lambda-powertools/logger'

/**
 * The process's one logger: JSON lines. It is given ids, codes, counts and times; never a body, a header, a query or a
 * value of a record, so that nothing sealed can reach it.
 */
export const log = new Logger()
