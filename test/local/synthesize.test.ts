import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inputsHash } from '../../local/synthesize.ts'

it('an assembly is known again however the way to its project is written, so that it is made once', () => {
  const root = join(import.meta.dirname, '../..')
  expect(inputsHash(`${root}/`)).toBe(inputsHash(root))
  expect(inputsHash(join(root, 'test'))).not.toBe(inputsHash(root))
})
