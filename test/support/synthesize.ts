import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { synthesize } from '../../local/synthesize.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the project's own assembly. */
    assembly: string
  }
}

/** Synthesizes the project's assembly once for all tests of a run. */
export const setup = async ({ provide }: TestProject): Promise<void> => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  provide('assembly', await synthesize(root, join(root, 'cdk.out')))
}
