import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePatch } from '../../../domain/kernel/merge-patch.ts'

/** RFC 7396, appendix A, as far as it speaks of the members of one object: deeper objects are values of ours, replaced whole. */
const examples = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{}, { a: null }, {}],
] as const

describe('a merge patch', () => {
  it.each(examples)('of %o by %o is %o', (target, patch, merged) => {
    expect(mergePatch(target, patch)).toEqual(merged)
  })

  const values = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()))
  const records = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), values)
  const patches = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(values, fc.constant(null)))

  it('applied twice is the same as once, and leaves both sides as they were', () => {
    fc.assert(
      fc.property(records, patches, (target, patch) => {
        const [before, wanted] = [structuredClone(target), structuredClone(patch)]
        const once = mergePatch(target, patch)
        expect(mergePatch(once, patch)).toEqual(once)
        expect([target, patch]).toEqual([before, wanted])
      }),
    )
  })

  it('touches the members that it names and no other', () => {
    fc.assert(
      fc.property(records, patches, (target, patch) => {
        const merged = mergePatch(target, patch)
        for (const member of Object.keys({ ...target, ...patch }))
          expect(merged[member]).toEqual(Object.hasOwn(patch, member) ? (patch[member] ?? undefined) : target[member])
      }),
    )
  })

  it('puts nothing on the prototype of what it makes', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__":{"admin":true}}'))
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
  })
})
