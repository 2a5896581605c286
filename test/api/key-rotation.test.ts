import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { madeAt } from '../../adapters/vault/key-version.ts'
import { enginesOf } from '../faults/fixture/client.ts'
import { recordsName, tablesAt } from '../faults/fixture/engines.ts'
import { allPages, byPeople, type Caller, done, signIn } from '../support/caller.ts'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail, madeUpPhone } from '../support/made-up.ts'

let deployment: TestDeployment
let admin: Caller
let versionsOf: (id: string) => Promise<readonly string[]>
let close: () => void

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  const dynamo = tablesAt((await enginesOf(deployment)).dynamodb)
  const TableName = await recordsName(dynamo, 'KeyStore')
  versionsOf = async (subject) => {
    const { Item } = await dynamo.send(new GetCommand({ TableName, Key: { subject }, ConsistentRead: true }))
    return (Item?.['versions'] ?? []).map(({ version }: { version: string }) => version)
  }
  close = () => dynamo.destroy()
})
afterAll(async () => {
  close?.()
  await deployment?.remove()
})

const purpose = 'A dump of memory was left on a shared drive'
const customer = async () => done(await admin.post('/v1/customers', madeUpCompany({ emails: [{ address: madeUpEmail() }] })))
const contact = async (customerId: string) =>
  done(
    await admin.post(`/v1/customers/${customerId}/contacts`, {
      name: '李娜',
      phones: [{ number: madeUpPhone() }],
      affiliation: { role: 'logistics' },
    }),
  )
/** A record of each kind that may be told to change its key, and the customer in whose timeline that stands. */
const records = async () => {
  const { id: customerId } = await customer()
  const { id: contactId } = await contact(customerId)
  return [
    { kind: 'customer', path: `/v1/customers/${customerId}`, id: customerId, customerId },
    { kind: 'contact', path: `/v1/contacts/${contactId}`, id: contactId, customerId },
  ]
}

describe('a key that may have become known to somebody', () => {
  it('is changed at once, for a purpose that stands in the timeline, and nothing of the record but its version', async () => {
    for (const { kind, path, id, customerId } of await records()) {
      const before = done(await admin.get(path))
      expect(done(await admin.post(`${path}/rotate-key`, { purpose }))).toMatchObject({ id, version: 2 })
      expect(await versionsOf(id)).toHaveLength(2)
      expect(done(await admin.get(path))).toEqual({ ...before, version: 2 })
      expect(byPeople(await allPages(admin, `/v1/customers/${customerId}/timeline`))[0]).toMatchObject({
        type: `${kind}.key_rotated`,
        actor: { id: 'usr_admin' },
        version: 2,
        data: { purpose },
      })
    }
  })

  it('is changed once for an order that comes twice', async () => {
    for (const { path, id } of await records()) {
      const order = () => admin.post(`${path}/rotate-key`, { purpose }, { 'idempotency-key': `rotate-${id}` })
      const [first, second] = [await order(), await order()]
      expect(done(second)).toEqual(done(first))
      expect(await versionsOf(id)).toHaveLength(2)
    }
  })

  it('is not changed for whoever names no purpose, saw another version, or may not order it', async () => {
    for (const { kind, path, id } of await records()) {
      const order = `${path}/rotate-key`
      expect((await admin.post(order, { purpose: ' ' })).status).toBe(422)
      expect((await admin.post(order, { purpose }, { 'if-match': '"7"' })).status).toBe(412)
      const manager = await signIn(deployment, { role: 'sales_manager', sub: 'usr_manager' })
      expect((await manager.post(order, { purpose })).body.code).toBe('access.denied')
      const far = await signIn(deployment, { role: 'admin', sub: 'usr_far', scope: 'region:nowhere' })
      expect((await far.post(order, { purpose })).body.code).toBe('access.out_of_scope')
      expect((await admin.post(`/v1/${kind}s/${id.slice(0, 4)}00000000000000000000000000/rotate-key`, { purpose })).status).toBe(404)
      expect(await versionsOf(id)).toHaveLength(1)
    }
  })
})

describe('a key that has sealed for a year', () => {
  it('gives way to its next version when something is sealed again, and not before', async () => {
    const [changed, kept] = [await customer(), await customer()]
    const before = [done(await admin.get(`/v1/customers/${changed.id}`)), done(await admin.get(`/v1/customers/${kept.id}`))]
    await advance(deployment, 'P366D')
    admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
    for (const { id, emails } of before) expect(done(await admin.get(`/v1/customers/${id}`))).toMatchObject({ emails })
    expect(await versionsOf(changed.id)).toHaveLength(1)
    done(await admin.patch(`/v1/customers/${changed.id}`, { mainBusiness: 'Sea freight' }))
    const [first = '', second = ''] = await versionsOf(changed.id)
    expect(madeAt(second) - madeAt(first)).toBeGreaterThan(365 * 24 * 60 * 60_000)
    expect(await versionsOf(kept.id)).toHaveLength(1)
  })
})
