import { expect, it } from 'vitest'
import { claimsOf } from '../../../domain/customers/claims.ts'
import { CustomerLookup, claimIn } from '../../../domain/customers/lookup.ts'
import { company, individual } from './examples.ts'

const holder = company({ taxId: '91310115MA1K3YQX1C', emails: [{ address: 'Li.Na@例子.公司' }], phones: [{ number: '+8613800138000' }] })

it.each([
  { taxId: ' 91310115-ma1k3yqx1c ', country: 'CN' },
  { taxId: '91310115MA1K3YQX1C' },
  { email: 'LI.NA@例子.公司' },
  { phone: '+8613800138000' },
])('%o looks for what the holder claims', (asked) => {
  expect(claimsOf(holder)).toContainEqual(claimIn(CustomerLookup.parse(asked)))
})

it('somebody at WeChat is looked for by their id there, as it is written', () => {
  const openId = 'oLiNa_6_bMrXMgLnUYz9'
  expect(claimsOf(individual({ wechatOpenId: openId }))).toContainEqual(claimIn(CustomerLookup.parse({ wechatOpenId: openId })))
})

it.each([
  {},
  { email: 'li.na@example.com', phone: '+8613800138000' },
  { taxId: '91310115MA1K3YQX1C', phone: '+8613800138000' },
  { taxId: '91310115MA1K3YQX1C', country: 'ZZ' },
  { phone: '13800138000' },
  { wechatOpenId: '' },
  { wechatOpenId: 'oLiNa', phone: '+8613800138000' },
  { email: 'li.na' },
  { name: '李娜' },
  { country: 'CN' },
])('%o is not one of the four', (asked) => {
  expect(CustomerLookup.safeParse(asked).success).toBe(false)
})
