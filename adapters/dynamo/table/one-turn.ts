import DataLoader from 'dataloader'

/**
 * Lets what is asked for within one turn of the event loop be answered by one call of `answer`: in the order that was asked, an
 * `Error` in the place of what failed. Nothing is remembered. A job works on ten messages beside one another, and they come to the
 * same steps at the same time.
 */
export const inOneTurn = <Asked, Answer>(
  answer: (asked: readonly Asked[]) => Promise<readonly (Answer | Error)[]>,
): ((asked: Asked) => Promise<Answer>) => {
  const loader = new DataLoader<Asked, Answer>(answer, { cache: false, batchScheduleFn: setImmediate })
  return (asked) => loader.load(asked)
}

/** What failed, as an answer that stands for one among others. */
export const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error('the table did not answer', { cause }))
