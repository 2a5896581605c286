import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const run = promisify(execFile)

/** Files that break one rule each, as somebody in a hurry would write them. */
const violations = {
  'domain-is-pure': ['domain/customers/planted.ts', "export { Table } from '../../adapters/dynamo/table/table.ts'"],
  'kernel-knows-no-noun': ['domain/kernel/planted.ts', "export { Customer } from '../customers/customer.ts'"],
  'nouns-meet-by-published-types': ['domain/notes/planted.ts', "export { open } from '../tickets/opening.ts'"],
  'adapters-implement-ports': ['adapters/dynamo/planted.ts', "export { log } from '../../functions/runtime/log.ts'"],
  'adapters-decide-nothing': ['adapters/dynamo/planted-too.ts', "export { customers } from '../../domain/customers/decide.ts'"],
  'only-entries-wire': ['functions/runtime/planted.ts', "export { Table } from '../../adapters/dynamo/table/table.ts'"],
  'functions-stand-alone': ['functions/http/planted.ts', "export { bundle } from '../../infra/bundle.ts'"],
  'infra-reads-records-and-names': ['infra/planted.ts', "export { Table } from '../adapters/dynamo/table/table.ts'"],
  'local-reads-the-assembly': ['local/planted.ts', "export { customerRoutes } from '../functions/http/customers.routes.ts'"],
  'nothing-ships-tests': ['functions/queue/planted.ts', "export { contextOf } from '../../test/support/context.ts'"],
} as const

const folders = ['domain', 'functions', 'adapters', 'infra', 'local', 'test/support']

/** What the cruiser finds in a copy of the project, by rule. */
const cruise = async (copy: string): Promise<ReadonlyMap<string, readonly string[]>> => {
  const args = [join(root, 'node_modules/.bin/depcruise'), ...folders, '--output-type', 'json']
  const answer = await run(process.execPath, args, { cwd: copy, maxBuffer: 256 * 1024 * 1024 }).catch(
    (failed: { stdout: string }) => failed,
  )
  const { summary } = JSON.parse(answer.stdout) as {
    summary: { violations: { rule: { name: string }; from: string }[]; totalCruised: number }
  }
  expect(summary.totalCruised).toBeGreaterThan(200)
  const found = Map.groupBy(summary.violations, ({ rule }) => rule.name)
  return new Map([...found].map(([rule, all]) => [rule, all.map(({ from }) => from)]))
}

describe('the boundaries of the house', () => {
  let copy: string
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'lading-boundaries-'))
    for (const part of [...folders, 'package.json', 'tsconfig.json', '.dependency-cruiser.mjs']) {
      await mkdir(dirname(join(copy, part)), { recursive: true })
      await cp(join(root, part), join(copy, part), { recursive: true })
    }
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
  })
  afterAll(() => rm(copy, { recursive: true, force: true }))

  it('are kept, and each violation that is planted is found under its own rule', async () => {
    expect([...(await cruise(copy)).keys()]).toEqual([])
    for (const [file, source] of Object.values(violations)) await writeFile(join(copy, file), `${source}\n`)
    const found = await cruise(copy)
    for (const [rule, [file]] of Object.entries(violations)) expect(found.get(rule), rule).toContain(file)
  })
})
