import { expect, test } from 'vitest'
import limits from '../../.size-limit.json' with { type: 'json' }
import { entries } from '../../infra/entries.ts'

test('the size of every bundle is held to a limit, and of nothing else', () => {
  const held = limits.map(({ path }) => path)
  expect(held.toSorted()).toEqual(
    Object.keys(entries)
      .map((name) => `cdk.out/bundles/${name}/index.mjs`)
      .toSorted(),
  )
})

test('a limit says of which bundle it is, and is in kilobytes as they are stored', () => {
  for (const { name, path, limit, brotli } of limits) {
    expect(path).toBe(`cdk.out/bundles/${name.replace(' (vault)', '')}/index.mjs`)
    expect(limit).toMatch(/^\d+ kB$/)
    expect(brotli).toBe(false)
  }
})
