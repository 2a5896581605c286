import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/synthesize.ts'],
    reporters: ['default', 'test/support/closing-line.ts'],
    // A deployment under test waits for its engines half of the time: every core gets a file, none is kept back for the reporter.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // Real engines start and stop inside tests; a slow machine must not fail one that is right.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
})
