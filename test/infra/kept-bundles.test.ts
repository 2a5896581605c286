import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bundle } from '../../infra/bundle.ts'

const settings = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'infra/bundle.ts',
  'infra/apart.ts',
  'infra/builtins.ts',
  'infra/data-as-text.ts',
  'infra/environment-credentials.ts',
  'infra/plain-paths.ts',
  'infra/pure-domain.ts',
]
const long = new Date(Date.now() - 3_600_000)
let root: string

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), text)
  await utimes(join(root, path), long, long)
}
const built = async (): Promise<{ readonly a: string; readonly b: string; readonly keptAt: readonly number[] }> => {
  const [into, kept] = [join(root, 'out'), join(root, 'kept')]
  await bundle({ a: 'a.ts', b: 'b.ts' }, { root, into, kept })
  const [a = '', b = ''] = await Promise.all(['a', 'b'].map((name) => readFile(join(into, name, 'index.mjs'), 'utf8')))
  const keptAt = await Promise.all(
    ['a', 'b'].map(async (name) => (await stat(join(kept, `${name}.json`)).catch(() => undefined))?.ino ?? 0),
  )
  return { a, b, keptAt }
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lading-kept-'))
  for (const path of settings) await write(path, path.endsWith('.json') ? '{}' : '')
  await write('a.ts', "import { word } from './shared/word.ts'; import { two } from './two.ts'; export const handler = () => word + two")
  await write('b.ts', "import { word } from './shared/word.ts'; export const handler = () => ['b', word]")
  await write('shared/word.ts', "export const word = 'one'")
  await write('two.ts', "export const two = 'two'")
})
afterEach(() => rm(root, { recursive: true }))

test('what nobody touched is not made again, and is what it was', async () => {
  const first = await built()
  expect(await built()).toEqual(first)
})

test('a file that changed makes anew what it is part of, and nothing else', async () => {
  const first = await built()
  await write('two.ts', "export const two = 'zwei'")
  const second = await built()
  expect(second.a).toContain('zwei')
  expect(second.keptAt[0]).not.toBe(first.keptAt[0])
  expect([second.b, second.keptAt[1]]).toEqual([first.b, first.keptAt[1]])
})

test.each([...settings, 'shared/word.ts'])('%s shapes every bundle', async (path) => {
  const first = await built()
  await write(path, path.endsWith('.json') ? '{ }' : "export const word = 'eins'")
  const second = await built()
  for (const i of [0, 1]) expect(second.keptAt[i]).not.toBe(first.keptAt[i])
})

test('a bundle of its own run is the bundle of a run of all', async () => {
  const first = await built()
  await rm(join(root, 'kept/b.json'))
  expect((await built()).b).toBe(first.b)
})

test('a file that is written while bundles are made is looked at again the next time', async () => {
  await writeFile(join(root, 'two.ts'), "export const two = 'zwei'")
  await utimes(join(root, 'two.ts'), long, new Date(Date.now() + 3_600_000))
  expect((await built()).keptAt[0]).toBe(0)
  await write('two.ts', "export const two = 'zwo'")
  expect((await built()).a).toContain('zwo')
})
