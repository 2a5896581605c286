import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from '../../infra/bundle.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const entries = { plain: 'test/infra/fixture/plain.ts', legacy: 'test/infra/fixture/legacy.ts' }
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lading-bundle-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a bundle is a module of its own, and a package that calls `require` works in it', async () => {
  await bundle(entries, { root, into: join(folder, 'one') })
  const { handler } = await import(join(folder, 'one/legacy/index.mjs'))
  expect(handler()).toBe('/')
})

test('a bundle and its source map are the same wherever they are written, so an unchanged function is not deployed again', async () => {
  await bundle(entries, { root, into: join(folder, 'one') })
  await bundle(entries, { root, into: join(folder, 'elsewhere/deep') })
  for (const file of ['plain/index.mjs', 'plain/index.mjs.map', 'legacy/index.mjs']) {
    expect(await readFile(join(folder, 'one', file), 'utf8')).toBe(await readFile(join(folder, 'elsewhere/deep', file), 'utf8'))
  }
})

test('the sizes of all bundles are kept beside them', async () => {
  await bundle(entries, { root, into: join(folder, 'one') })
  const { outputs } = JSON.parse(await readFile(join(folder, 'one/meta.json'), 'utf8'))
  expect(Object.keys(outputs)).toContain('cdk.out/plain/index.mjs')
})

test('an error in a bundle is reported where it stands in the source', async () => {
  await bundle(entries, { root, into: join(folder, 'one') })
  const script = `import('${join(folder, 'one/plain/index.mjs')}').then(({ handler }) => handler())`
  const failed = await run(process.execPath, ['--enable-source-maps', '--eval', script]).catch(({ stderr }) => String(stderr))
  expect(failed).toMatch(/test\/infra\/fixture\/plain\.ts:5/)
})
