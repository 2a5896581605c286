import type { Result } from '../../domain/kernel/result.ts'

const attempts = 3

/**
 * The one place that tries again. `run` reads, decides and attempts its commit; when what it read has changed before that, all of
 * it is done again, facts that were read ahead of the decision included, three times at most.
 */
export const whileOvertaken = async <Done extends Result<unknown, { readonly code: string }>>(run: () => Promise<Done>): Promise<Done> => {
  for (let attempt = 1; ; attempt += 1) {
    const done = await run()
    const overtaken = !done.ok && done.error.code === 'version.contended'
    if (!overtaken || attempt === attempts) return done
  }
}
