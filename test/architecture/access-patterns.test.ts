import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { accessPatterns, keysSource } from '../../docs/access-patterns.ts'

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'access-patterns.md'), 'utf8')

it('the page of access patterns is the one that the keys make (`npm run docs`)', () => {
  expect(page).toBe(accessPatterns(keysSource()))
})

it('every exported key has its sentence; a partition right below its key shares that one', () => {
  const paragraphs = keysSource().split('\n\n')
  const untold = paragraphs.filter((text) => /export const \w+(?:Key|Partition)\b/.test(text) && !text.startsWith('/**'))
  expect(untold).toEqual([])
  const keys = [...keysSource().matchAll(/export const (\w+Key)\b/g)].map(([, name]) => name)
  expect(keys.length).toBeGreaterThan(30)
  expect(keys.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})
