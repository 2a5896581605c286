import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { madeAt, newVersion } from '../../../adapters/vault/key-version.ts'

const moments = fc.integer({ min: 0, max: 2 ** 48 - 1 })

it('the name of a version is a UUID that says when it was made', () => {
  fc.assert(
    fc.property(moments, (moment) => {
      const version = newVersion(moment)
      expect(z.uuidv7().safeParse(version).success).toBe(true)
      expect(madeAt(version)).toBe(moment)
    }),
  )
})

it('two versions made in one moment have two names', () => {
  expect(newVersion(0)).not.toBe(newVersion(0))
})

it('a name that does not say is older than any that does', () => {
  fc.assert(
    fc.property(fc.uuid({ version: 4 }), (version) => {
      expect(madeAt(version)).toBe(0)
    }),
  )
})
