import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { idleMonth } from '../../bench/cost/idle-month.ts'
import { Budget, million } from '../../bench/cost/million.ts'
import { priced } from '../../bench/cost/page.ts'
import { templatesOf } from '../../infra/templates.ts'

const { templates } = templatesOf('prod')
const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/cost.md'), 'utf8')
const total = (lines: readonly { dollars: number }[]) => lines.reduce((sum, { dollars }) => sum + dollars, 0)

test('the figures in docs/cost.md are those of the templates, the prices and the measured budget (else: node bench/cost.ts)', () => {
  const measured = join(root, 'test/budget.json')
  const budget = existsSync(measured) ? Budget.parse(JSON.parse(readFileSync(measured, 'utf8'))) : {}
  expect(page).toBe(priced(page, { templates: templates.values(), budget }))
})

test('an idle month costs less than a lunch', () => {
  expect(total(idleMonth(templates.values()))).toBeLessThan(30)
})

test('a read pays for nothing that follows; a write pays for its event and for what the jobs do about it', () => {
  const read = million({ reads: 2, writes: 0, requests: 1, kms: 0 })
  const after = { events: 1, handled: 3, reads: 8, writes: 4, kms: 0 }
  const write = million({ reads: 1, writes: 12, requests: 2, kms: 1, after })
  expect(read.at(-1)).toMatchObject({ what: 'What follows', dollars: 0 })
  expect(write.find(({ what }) => what === 'Table')?.dollars).toBeCloseTo(0.125 + 7.5)
  expect(write.find(({ what }) => what === 'Keys')?.dollars).toBeCloseTo(3)
  expect(write.at(-1)).toMatchObject({ what: 'What follows', why: '1 event, 3 messages' })
  expect(write.at(-1)?.dollars).toBeGreaterThan(8 * 0.125 + 4 * 0.625)
  const idle = million({ reads: 1, writes: 12, requests: 2, kms: 1, after: { ...after, handled: 0, reads: 0, writes: 0 } })
  expect(total(idle)).toBeLessThan(total(write))
})

test('each measured route gets a row, and running it twice changes nothing', () => {
  const budget = { 'GET /v1/customers/{customerId}': { reads: 1, writes: 0, requests: 1, kms: 0 } }
  const once = priced(page, { templates: templates.values(), budget })
  expect(once).toContain('| `GET /v1/customers/{customerId}` | 1.00 |')
  expect(priced(once, { templates: templates.values(), budget })).toBe(once)
})
