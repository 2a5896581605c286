import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../../functions/runtime/problem.ts'
import { type Answer, type Caller, done, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany } from '../support/made-up.ts'

let deployment: TestDeployment
let admin: Caller
let sales: Caller
let finance: Caller

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  sales = await signIn(deployment, { role: 'sales', sub: 'usr_sales', scope: 'team:finance' })
  finance = await signIn(deployment, { role: 'finance', sub: 'usr_finance' })
})
afterAll(() => deployment?.remove())

const seen = (version: number) => ({ 'if-match': `"${version}"` })
const company = async (facts: object = {}) => done(await admin.post('/v1/customers', madeUpCompany({ team: 'finance', ...facts })))
const at = ({ id }: Told) => `/v1/customers/${id}`
const clashes = (answer: Answer) => {
  expect(answer, answer.text).toMatchObject({ status: 412, body: { code: 'version.conflict' } })
  return Problem.parse(answer.body).conflicts
}

describe('who comes second to a customer', () => {
  it('sees what they wanted and what stands there, of those members alone that another has changed', async () => {
    const customer = await company({ tier: 'regular', industry: 'retail' })
    done(await admin.patch(at(customer), { tier: 'vip', mainBusiness: 'Sea freight' }, seen(1)))
    done(await admin.patch(at(customer), { stage: 'active' }, seen(2)))
    const late = await sales.patch(at(customer), { tier: 'potential', industry: 'logistics', mainBusiness: null, stage: 'active' }, seen(1))
    expect(late.body).toMatchObject({ current: 3, title: 'The record has changed since you read it' })
    expect(clashes(late)).toEqual([
      { pointer: '/mainBusiness', yours: null, current: 'Sea freight' },
      { pointer: '/tier', yours: 'potential', current: 'vip' },
    ])
    expect(done(await admin.get(at(customer)))).toMatchObject({ tier: 'vip', industry: 'retail', version: 3 })
  })

  it('is told so in Chinese, with the same codes and values', async () => {
    const customer = await company({ tier: 'regular' })
    done(await admin.patch(at(customer), { tier: 'vip' }))
    const late = await sales.patch(at(customer), { tier: 'potential' }, { ...seen(1), 'accept-language': 'zh-CN' })
    expect(late.body).toMatchObject({ current: 2, title: '记录在您读取之后已被修改' })
    expect(clashes(late)).toEqual([{ pointer: '/tier', yours: 'potential', current: 'vip' }])
  })

  it('may find that nothing clashes, and send it again on the version that stands', async () => {
    const customer = await company({ tier: 'regular' })
    done(await admin.patch(at(customer), { mainBusiness: 'Air freight' }))
    const late = await sales.patch(at(customer), { tier: 'vip' }, seen(1))
    expect(clashes(late)).toEqual([])
    expect(done(await sales.patch(at(customer), { tier: 'vip' }, seen(late.body['current'] as number)))).toMatchObject({ version: 3 })
  })

  it('sees sensitive members as their role sees them: in the clear, or both as masks', async () => {
    const [before, after, wanted] = ['+8613800139901', '+8613800139902', '+8613800139903']
    const customer = await company({ phones: [{ number: before }] })
    done(await admin.patch(at(customer), { phones: [{ number: after }] }, seen(1)))
    const late = { phones: [{ number: wanted }] }
    expect(clashes(await sales.patch(at(customer), late, seen(1)))).toEqual([
      { pointer: '/phones', yours: [{ number: wanted }], current: [{ number: after }] },
    ])
    const masked = await finance.patch(at(customer), late, seen(1))
    expect(clashes(masked)).toEqual([{ pointer: '/phones', yours: [{ number: '+86***903' }], current: [{ number: '+86***902' }] }])
    for (const number of [before, after, wanted]) expect(masked.text).not.toContain(number)
  })

  it('learns no value of a record that was given to another team meanwhile', async () => {
    const customer = await company({ tier: 'regular' })
    done(await admin.patch(at(customer), { tier: 'vip', team: 'key_accounts' }))
    const late = await sales.patch(at(customer), { tier: 'potential' }, seen(1))
    expect([late.status, late.body.code, late.body['conflicts']]).toEqual([403, 'access.out_of_scope', undefined])
  })

  it('is shown all that differs where the version that they name was never there', async () => {
    const customer = await company({ tier: 'regular', industry: 'retail' })
    const early = await sales.patch(at(customer), { tier: 'vip', industry: 'retail' }, seen(9))
    expect(clashes(early)).toEqual([{ pointer: '/tier', yours: 'vip', current: 'regular' }])
  })
})

describe('who comes second to a contact or a note', () => {
  it('sees both values of a contact, and not that it was moved within a customer', async () => {
    const customer = await company()
    const person = done(await admin.post(`${at(customer)}/contacts`, { name: '李娜', affiliation: { role: 'logistics' } }))
    const path = `/v1/contacts/${person.id}`
    done(await admin.patch(`${path}/affiliations/${customer.id}`, { title: '物流经理' }))
    done(await admin.patch(path, { name: '李丽娜', channel: 'phone' }))
    const late = await sales.patch(path, { name: '李娜娜', language: 'en' }, seen(1))
    expect(late.body).toMatchObject({ current: 3 })
    expect(clashes(late)).toEqual([{ pointer: '/name', yours: '李娜娜', current: '李丽娜' }])
  })

  it('sees both values of a note of their own, changed at another desk', async () => {
    const customer = await company()
    const note = done(await sales.post(`${at(customer)}/notes`, { text: '周末不收货' }))
    const path = `${at(customer)}/notes/${note.id}`
    done(await sales.patch(path, { text: '周末与节假日不收货' }, seen(1)))
    const late = await sales.patch(path, { text: '周日不收货', type: 'warning' }, seen(1))
    expect(clashes(late)).toEqual([{ pointer: '/text', yours: '周日不收货', current: '周末与节假日不收货' }])
    expect((await admin.patch(path, { text: 'x' }, seen(1))).body.code, 'a note of somebody else').toBe('note.not_yours')
  })
})
