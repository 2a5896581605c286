import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
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

test('modules of Node’s are asked for by name, so that one does not load what nobody wants of it', async () => {
  await bundle({ client: 'bench/document-client.ts' }, { root, into: join(folder, 'one') })
  const file = join(folder, 'one/client/index.mjs')
  const script = `const before = new Set(process.moduleLoadList); await import('${file}')
    console.log(process.moduleLoadList.filter((name) => !before.has(name)).join())`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script])
  expect(stdout).toContain('http')
  expect(stdout).not.toContain('undici')
})

test('a function takes its credentials and settings from its environment, and looks nowhere else for them', async () => {
  await bundle({ client: 'bench/document-client.ts' }, { root, into: join(folder, 'one') })
  const { outputs } = JSON.parse(await readFile(join(folder, 'one/meta.json'), 'utf8'))
  const inputs = Object.keys(outputs['cdk.out/client/index.mjs'].inputs)
  const providers = inputs.flatMap((path) => /node_modules\/@aws-sdk\/credential-provider-(\w+)/.exec(path)?.[1] ?? [])
  expect([...new Set(providers)]).toEqual(['env'])
  expect(inputs.filter((path) => /shared-ini-file-loader\/(?:readFile|parseIni)/.test(path))).toEqual([])
})

test('of a file of the domain a bundle holds what is asked for, and nothing of what that file makes besides', async () => {
  const here = join(folder, 'house')
  await mkdir(join(here, 'domain'), { recursive: true })
  const made = `
    const seen: string[] = []
    const make = (what: string) => ({ what, seen: seen.push(what) })
    const base = { ...make('base') }
    export const [first] = ['first']
    export const asked: { what: string } = { ...make('asked') }
    export const unasked = Object.assign(make('unasked'), base)`
  await writeFile(join(here, 'domain/made.ts'), made)
  await writeFile(join(here, 'entry.ts'), "import { asked } from './domain/made.ts'; export const handler = () => asked")
  await bundle({ entry: 'entry.ts' }, { root: here, into: join(here, 'out') })
  const code = await readFile(join(here, 'out/entry/index.mjs'), 'utf8')
  expect(code).toContain('"asked"')
  expect(code).not.toMatch(/"unasked"|"base"/)
  const { handler } = await import(join(here, 'out/entry/index.mjs'))
  expect(handler()).toEqual({ what: 'asked', seen: 1 })
})

test('telephone numbers are told by the same plans, though a bundle holds them as a text', async () => {
  const into = join(folder, 'phones')
  await bundle({ phones: 'domain/kernel/phone.ts' }, { root, into })
  expect(await readFile(join(into, 'phones/index.mjs'), 'utf8')).toMatch(/JSON\.parse\(['"`]\{"version"/)
  const { parsePhone } = await import(join(into, 'phones/index.mjs'))
  expect(parsePhone('138-0013-8000', 'CN')).toEqual({ ok: true, value: '+8613800138000' })
  expect(parsePhone('+86 138')).toMatchObject({ ok: false })
})

test('a function is bundled for where the firm is, and what was bundled for elsewhere is not taken for it', async () => {
  const calendars = { calendar: 'domain/kernel/calendar.ts' }
  const kept = join(folder, 'kept-by-zone')
  const startIn = async (zone: string, name: string): Promise<string> => {
    await bundle(calendars, { root, into: join(folder, name), kept, zone })
    const { startOf } = await import(join(folder, name, 'calendar/index.mjs'))
    return startOf('2027-07-01')
  }
  expect(await startIn('Europe/Berlin', 'berlin')).toBe('2027-06-30T22:00:00.000Z')
  expect(await startIn('America/New_York', 'new-york')).toBe('2027-07-01T04:00:00.000Z')
  expect(await startIn('Europe/Berlin', 'berlin-again')).toBe('2027-06-30T22:00:00.000Z')
})
