import type { Reporter, TestModule } from 'vitest/node'

/** The last line of a run: `N passed, N failed`, and `, N skipped` where there are any. A file that could not be read counts as failed. */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    const unread = modules.filter((module) => module.state() === 'failed' && [...module.children.allTests()].length === 0).length
    const failed = count('failed') + unread + errors.length
    const skipped = count('skipped')
    process.on('exit', () =>
      process.stdout.write(`${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`),
    )
  }
}
