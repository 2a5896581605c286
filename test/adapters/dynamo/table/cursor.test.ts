import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cursorsWith } from '../../../../adapters/dynamo/table/cursor.ts'

const cursors = cursorsWith(async () => Buffer.alloc(32, 'a key for tests alone'))
const refused = { ok: false, error: { code: 'request.cursor_invalid' } }

const words = fc.string({ unit: 'binary', maxLength: 12 })
const positions = fc.dictionary(fc.constantFrom('pk', 'sk', 'byTeam', 'nameKey'), fc.oneof(words, fc.integer()), { noNullPrototype: true })
const bounds = fc.record({
  index: fc.option(fc.constantFrom('byTeam', 'byTier'), { nil: undefined }),
  partition: words,
  prefix: fc.option(fc.tuple(words, words), { nil: undefined }),
  reader: fc.constantFrom('usr_1', 'usr_2'),
})

describe('a cursor', () => {
  it('opens for the query and the reader that it was given to, in whatever order the query is told', async () => {
    await fc.assert(
      fc.asyncProperty(positions, bounds, async (position, bound) => {
        const cursor = await cursors.seal(position, bound)
        const retold = Object.fromEntries(Object.entries(bound).reverse())
        expect(await cursors.open(cursor, retold)).toEqual({ ok: true, value: position })
      }),
    )
  })

  it('opens for no other query or reader', async () => {
    await fc.assert(
      fc.asyncProperty(positions, bounds, bounds, async (position, bound, other) => {
        fc.pre(JSON.stringify(Object.entries(bound)) !== JSON.stringify(Object.entries(other)))
        expect(await cursors.open(await cursors.seal(position, bound), other)).toEqual(refused)
      }),
    )
  })

  it('is refused with any character changed, left out or added', async () => {
    const cursor = await cursors.seal({ pk: 'CUSTOMER#1', sk: 'STATE' }, { partition: 'p' })
    const letters = [...'ABab01-_.=+/ ~']
    const altered = [...cursor].flatMap((letter, i) => [
      cursor.slice(0, i) + cursor.slice(i + 1),
      ...letters.flatMap((other) => [
        ...(other === letter ? [] : [cursor.slice(0, i) + other + cursor.slice(i + 1)]),
        cursor.slice(0, i) + other + cursor.slice(i),
      ]),
    ])
    const others = [...altered, ...letters.map((letter) => cursor + letter), `${cursor}.`, `${cursor}.x`, cursor.toLowerCase()]
    const opened = await Promise.all(others.filter((other) => other !== cursor).map((other) => cursors.open(other, { partition: 'p' })))
    expect(opened.filter(({ ok }) => ok)).toEqual([])
  })

  it('of another key, or no cursor at all, is refused; none given begins at the beginning', async () => {
    const foreign = cursorsWith(async () => Buffer.alloc(32, 'the key of another firm'))
    expect(await cursors.open(await foreign.seal({ pk: 'x' }, {}), {})).toEqual(refused)
    for (const text of ['', '.', 'x', '..', 'e30.']) expect(await cursors.open(text, {})).toEqual(refused)
    expect(await cursors.open(undefined, {})).toEqual({ ok: true, value: undefined })
  })
})
