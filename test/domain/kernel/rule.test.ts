import { expect, it } from 'vitest'
import * as z from 'zod'
import { rule } from '../../../domain/kernel/rule.ts'

const Waybill = z.string().check(
  rule('waybill.prefix', (value) => value.startsWith('LD')),
  rule('waybill.length', (value) => value.length === 6),
)

it('a rule names its code, and the first that fails is the only one reported', () => {
  expect(Waybill.safeParse('x').error?.issues).toMatchObject([{ code: 'custom', params: { code: 'waybill.prefix' } }])
  expect(Waybill.safeParse('LD1').error?.issues).toMatchObject([{ code: 'custom', params: { code: 'waybill.length' } }])
  expect(Waybill.parse('LD1234')).toBe('LD1234')
})

it('a schema with rules is a plain string in JSON Schema, going in and coming out', () => {
  for (const io of ['input', 'output'] as const) expect(z.toJSONSchema(Waybill, { io })).toMatchObject({ type: 'string' })
})
