import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany } from '../support/made-up.ts'

let deployment: TestDeployment
let admin: Caller
let manager: Caller

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  manager = await signIn(deployment, { role: 'service_manager', sub: 'usr_chen', scope: 'all' })
})
afterAll(() => deployment?.remove())

const register = async (facts: Readonly<Record<string, unknown>> = {}) => done(await admin.post('/v1/customers', madeUpCompany(facts))).id
const open = async (facts: object): Promise<Told> =>
  done(await manager.post('/v1/tickets', { subject: '请协助', text: '请协助处理', channel: 'web', ...facts }))
const value = (code: string, zh: string, en: string) => admin.post('/v1/lists/tag/values', { code, labels: { 'zh-CN': zh, en } })
const tagged = async (tag: string) => done(await admin.get(`/v1/customers?tag=${tag}`)).items.map(({ id }) => id)

describe('one list of tags', () => {
  it('is given to customers, who are listed by it and show it in their overview', async () => {
    const [one, other] = [await register({ tags: ['tender', 'cold_chain'], tier: 'vip' }), await register()]
    await eventually(() => tagged('tender')).toContain(one)
    expect(await tagged('tender')).not.toContain(other)
    expect(done(await admin.get(`/v1/customers/${one}/overview`))).toMatchObject({
      profile: { customer: { tags: ['tender', 'cold_chain'] } },
    })
    done(await admin.patch(`/v1/customers/${one}`, { tags: ['cold_chain'] }))
    await eventually(() => tagged('tender')).not.toContain(one)
    expect(done(await admin.get('/v1/customers?tag=cold_chain&tier=vip')).items.map(({ id }) => id)).toContain(one)
  })

  it('is what customers, tickets, rules and macros are held to alike', async () => {
    const wrong = { tags: ['moonlit'] }
    const asks = [
      () => admin.post('/v1/customers', madeUpCompany(wrong)),
      () => manager.post('/v1/tickets', { subject: '请协助', ...wrong }),
      () => manager.post('/v1/sorting-rules', { id: 'moonlit', name: 'Moonlit', set: wrong }),
      () =>
        manager.post('/v1/sorting-rules', { id: 'moonlit', name: 'Moonlit', when: { customerTags: ['moonlit'] }, set: { impact: 'high' } }),
      () => manager.post('/v1/macros', { code: 'moonlit', name: 'Moonlit', actions: [{ do: 'tag', add: ['moonlit'] }] }),
    ]
    const refused = []
    // One behind the other: each starts a function of its own.
    for (const ask of asks) refused.push(await ask())
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 422))
    expect(refused.flatMap(({ body }) => body.errors.map(({ code, pointer }) => `${pointer} ${code}`))).toEqual([
      '/tags/0 list.tag_unknown',
      '/tags/0 list.tag_unknown',
      '/set/tags/0 list.tag_unknown',
      '/when/customerTags/0 list.tag_unknown',
      '/actions/0/add/0 list.tag_unknown',
    ])
  })

  it('keeps a tag that is called otherwise or retired where it stands, and gives it to nobody anew', async () => {
    done(await value('rush', '加急客户', 'Rush'))
    const [customer, ticket] = [await register({ tags: ['rush'] }), await open({ tags: ['rush'] })]
    done(await value('rush', '急件客户', 'In a rush'))
    expect(await tagged('rush')).toEqual([customer])
    done(await admin.post('/v1/lists/tag/values/rush/retire'))
    expect((await admin.post('/v1/customers', madeUpCompany({ tags: ['rush'] }))).status).toBe(422)
    expect((await manager.post('/v1/tickets', { subject: '请协助', tags: ['rush'] })).status).toBe(422)
    expect(done(await admin.patch(`/v1/customers/${customer}`, { tier: 'vip' }))).toMatchObject({ tags: ['rush'] })
    expect(done(await manager.patch(`/v1/tickets/${ticket.id}`, { tags: ['rush', 'legal'] }))).toMatchObject({ tags: ['rush', 'legal'] })
    expect(await tagged('rush')).toEqual([customer])
  })

  it('keeps the tag that the program itself gives', async () => {
    expect((await admin.post('/v1/lists/tag/values/recovery/retire')).body.code).toBe('list.value_needed')
  })
})

describe('a rule on the state of a shipment', () => {
  it('sorts a ticket that is opened with it, and finds it again in a dry run', async () => {
    const rule = {
      id: 'at_customs',
      name: 'At customs',
      rank: 2,
      when: { shipmentStates: ['customs'] },
      set: { team: 'customs', urgency: 'high' },
    }
    const before = await open({ shipmentState: 'customs' })
    expect(before).toMatchObject({ shipmentState: 'customs' })
    const tried = done(await manager.post('/v1/sorting-rules/dry-run', { rules: [rule], limit: 100 }))
    expect(tried.items.find(({ id }) => id === before.id)).toMatchObject({ drafted: { team: 'customs', urgency: 'high' } })
    done(await manager.post('/v1/sorting-rules', rule))
    expect(await open({ shipmentState: 'customs' })).toMatchObject({ team: 'customs', urgency: 'high' })
    expect((await open({ shipmentState: 'departed' }))['team']).not.toBe('customs')
    expect((await manager.post('/v1/tickets', { subject: '请协助', shipmentState: 'held' })).status).toBe(422)
  })
})

describe('a rule on the tags of a customer', () => {
  it('sorts the next ticket by those that the customer has then, and past ones in a dry run', async () => {
    const rule = {
      id: 'of_tenders',
      name: 'Tenders',
      rank: 1,
      when: { customerTags: ['tender'] },
      set: { team: 'finance', impact: 'high' },
    }
    const customerId = await register()
    const before = await open({ customerId })
    done(await manager.post('/v1/sorting-rules', rule))
    expect((await open({ customerId }))['team']).not.toBe('finance')
    done(await admin.patch(`/v1/customers/${customerId}`, { tags: ['tender'] }))
    const after = await open({ customerId })
    expect(after).toMatchObject({ team: 'finance', impact: 'high' })
    expect(after['why']).toContainEqual({ rule: 'of_tenders', edition: 1, what: 'team:finance', because: ['tender'] })
    const draft = { ...rule, set: { team: 'customs' } }
    const tried = done(await manager.post('/v1/sorting-rules/dry-run', { rules: [draft], limit: 100 }))
    expect(tried.items.find(({ id }) => id === before.id)).toMatchObject({ drafted: { team: 'customs' } })
  })
})
