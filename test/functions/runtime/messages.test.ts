import { expect, it } from 'vitest'
import { findings } from '../../../domain/customers/rules.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { faults } from '../../../functions/runtime/fault-messages.ts'
import { faulty } from '../../domain/customers/faulty.ts'

it.each(faulty)('%s is told in words', (_, draft) => {
  const codes = findings(draft, shippedLists).map(({ code }) => code)
  expect(codes).not.toEqual([])
  for (const code of codes) expect(Object.keys(faults)).toContain(code)
})

it.each(Object.entries(faults))('%s has its words in both languages', (_, words) => {
  expect(words.en).toMatch(/^[\x20-\x7E]+$/)
  expect(words['zh-CN']).toMatch(/\p{Script=Han}/u)
})
