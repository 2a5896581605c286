import type { Result } from '../../domain/kernel/result.ts'

const attempts = 3

/**
 * For decisions on facts that are read ahead of them, such as who stands above whom: `run` reads, then executes. When what it
 * read has changed before the commit, both are done again, three times at most.
 */
export const whileOvertaken = async <Done extends Result<unknown, { readonly code: string }>>(run: () => Promise<Done>): Promise<Done> => {
  for (let attempt = 1; ; attempt += 1) {
    const done = await run()
    const overtaken = !done.ok && (done.error.code === 'version.contended' || done.error.code === 'version.conflict')
    if (!overtaken || attempt === attempts) return done
  }
}
