import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const sources = ['domain', 'functions', 'adapters'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
)
const inThem = (text: string) => sources.filter((path) => readFileSync(join(root, path), 'utf8').includes(text))

it('what we throw ourselves is a failure in our own words: of a bare error the log shows neither words nor meaning', () => {
  expect(inThem('throw new Failure(').length).toBeGreaterThan(50)
  expect(inThem('throw new Error(')).toEqual([])
})
