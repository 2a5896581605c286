import { setTimeout as pause } from 'node:timers/promises'
import type { Result } from '../../domain/kernel/result.ts'

const attempts = 6

/**
 * Full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/): many who change one record at one moment
 * would overtake each other again if they came back together. Up to 50 milliseconds at first, up to 0.8 seconds in the end.
 */
const apart = (attempt: number): Promise<void> => pause(Math.random() * 25 * 2 ** attempt)

/**
 * The one place that tries again. `run` reads, decides and attempts its commit; when what it read has changed before that, all of
 * it is done again, facts that were read ahead of the decision included, six times at most.
 */
export const whileOvertaken = async <Done extends Result<unknown, { readonly code: string }>>(run: () => Promise<Done>): Promise<Done> => {
  for (let attempt = 1; ; attempt += 1) {
    const done = await run()
    const overtaken = !done.ok && done.error.code === 'version.contended'
    if (!overtaken || attempt === attempts) return done
    await apart(attempt)
  }
}
