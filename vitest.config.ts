import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

const decisions = 'test/domain/**/*.test.ts'

export default defineConfig({
  test: {
    reporters: ['default', 'test/support/closing-line.ts'],
    // A deployment under test waits for its engines, its queues and its clock for a third of its time: half as many files again as cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: LongestFirst },
    // Real engines start and stop inside tests; a slow machine must not fail one that is right.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    projects: [
      // Pure functions keep nothing from one file to the next: a hundred files need no hundred processes that each load the same modules.
      { extends: true, test: { name: 'decisions', include: [decisions], isolate: false } },
      {
        extends: true,
        test: { name: 'the rest', include: ['test/**/*.test.ts'], exclude: [decisions], globalSetup: ['test/support/synthesize.ts'] },
      },
    ],
  },
})
