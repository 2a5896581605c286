/**
 * Something of ours that could not be done, in words of ours: ids, codes, counts and kinds, and never a value of a record, so that a log
 * may show them. The words of everybody else's errors may quote what was sent, and are shown to nobody.
 */
export class Failure extends Error {
  override readonly name: string = 'Failure'
}
