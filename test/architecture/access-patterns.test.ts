import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { accessPatterns, keysSource } from '../../docs/access-patterns.ts'

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'access-patterns.md'), 'utf8')

it('the page of access patterns is the one that the keys make (`npm run docs`)', () => {
  expect(page).toBe(accessPatterns(keysSource()))
})

it('every exported key has its sentence', () => {
  const exported = [...keysSource().matchAll(/export const (\w+(?:Key|Partition))\b/g)].map(([, name]) => name)
  const beside = exported.filter((name) => name !== 'notePartition' && name !== 'eventPartition')
  expect(beside.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})
