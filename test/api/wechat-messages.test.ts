import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inboundId } from '../../functions/doors/keep-inbound.ts'
import { alteredAssembly, telling } from '../faults/fixture/altered-assembly.ts'
import { type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { advance, nowOf } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'
import { jobFinished, pushed, type Secrets, startWechat, textMessage } from '../support/wechat-server.ts'

const appId = 'wx2c2769f8efd9abc2'
let wechat: Awaited<ReturnType<typeof startWechat>>
let assembly: string
let deployment: TestDeployment
let admin: Caller
let customer: string
let secrets: Secrets

const template = 'depot.reopened'
const words = { en: { wechat: { templateId: 'tpl_depot', data: { first: '{{title}}' } } } }

beforeAll(async () => {
  wechat = await startWechat({ appId, secret: 'the secret of the account' })
  const account = {
    WECHAT_APP_ID: appId,
    WECHAT_SECRET_PARAMETER: '/crm/wechat',
    WECHAT_ORIGIN: wechat.url,
    AWS_ENDPOINT_URL_SSM: wechat.url,
  }
  assembly = await alteredAssembly(telling(/^MessageSender/, account))
  deployment = await deploy({ assembly })
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  customer = done(await admin.post('/v1/customers', madeUpCompany())).id
  const draft = { category: 'transactional', fields: { title: { type: 'text' } }, words }
  done(await admin.post(`/v1/templates/${template}/versions`, draft))
  done(await admin.patch('/v1/doors/wechat', { isOpen: true, appId }))
  const revealed = done(await admin.post('/v1/doors/wechat/reveal', { purpose: 'To be entered at WeChat' }))
  secrets = { ...(revealed['secrets'] as Omit<Secrets, 'appId'>), appId }
})
afterAll(async () => {
  await deployment?.remove()
  await wechat?.stop()
  await rm(assembly, { recursive: true, force: true })
})

const send = async (to: Readonly<Record<string, string>>, title: string) =>
  done(await admin.post('/v1/messages', { to, template, fields: { title } }))
const message = async (id: string) => done(await admin.get(`/v1/messages/${id}`))
const stateOf = (id: string) => async () => (await message(id))['state']

/** A message that WeChat took for somebody who follows the account there. */
const carried = async (to: Readonly<Record<string, string>>, openId: string) => {
  const { id } = await send(to, `For ${openId}`)
  await eventually(stateOf(id)).toBe('sent')
  const found = wechat.taken.filter(({ touser }) => touser === openId)
  expect(found).toMatchObject([{ template_id: 'tpl_depot', data: { first: { value: `For ${openId}` } } }])
  return { id, msgId: found[0]?.msgId ?? '' }
}
const taken = async (openId: string) => {
  const affiliation = { role: 'logistics' }
  const person = { name: '李娜', language: 'en', wechatOpenId: openId, channels: ['wechat'], affiliation }
  const { id: contact } = done(await admin.post(`/v1/customers/${customer}/contacts`, person))
  return { contact, ...(await carried({ kind: 'contact', id: contact }, openId)) }
}

/** WeChat's server calls at the door, under the secrets of the door unless others are given. */
const call = async (message: (at: number) => string, facts: Readonly<Record<string, string>> = {}, under = secrets) => {
  const at = Date.parse(await nowOf(deployment))
  const { query, body } = pushed(under, message(at), at)
  const path = `/doors/wechat?${new URLSearchParams({ ...query, ...facts })}`
  const answer = await fetch(`${deployment.api}${path}`, { method: 'POST', body, headers: { 'content-type': 'text/xml' } })
  return { status: answer.status, text: await answer.text() }
}
const tell = ({ msgId }: { readonly msgId: string }, status: string, ...how: [facts?: Readonly<Record<string, string>>, under?: Secrets]) =>
  call((at) => jobFinished(msgId, status, at), ...how)
const heard = { status: 200, text: 'success' }

/** As long as word of a message waits until it is written down, and as long again. */
const aMinute = () => advance(deployment, 'PT1M')
const suppressed = async (contact: string): Promise<readonly Told[]> =>
  done(await admin.get(`/v1/suppressions?recipientId=${contact}`)).items

describe('what WeChat tells at the door of a message that it took', () => {
  it('makes it delivered, once, however often it is told', async () => {
    const one = await taken('oLiNa')
    for (const _ of [1, 2]) expect(await tell(one, 'success')).toEqual(heard)
    await aMinute()
    await eventually(stateOf(one.id)).toBe('delivered')
    const after = await message(one.id)
    expect(await tell(one, 'success')).toEqual(heard)
    await aMinute()
    const next = await taken('oLater')
    await tell(next, 'success')
    await aMinute()
    await eventually(stateOf(next.id)).toBe('delivered')
    expect(await message(one.id)).toEqual(after)
    expect(await suppressed(one.contact)).toEqual([])
  })

  it('that its owner blocks the account makes it bounced, and nothing more goes there', async () => {
    const one = await taken('oBlocker')
    expect(await tell(one, 'failed:user block')).toEqual(heard)
    await aMinute()
    await eventually(stateOf(one.id)).toBe('bounced')
    expect(await message(one.id)).toMatchObject({ bounced: { kind: 'permanent' } })
    await eventually(() => suppressed(one.contact)).toMatchObject([{ channel: 'wechat', stops: { all: { reason: 'bounced' } } }])
    const { id } = await send({ kind: 'contact', id: one.contact }, 'Once more')
    await eventually(async () => (await message(id))['refused']).toMatchObject({ reason: 'suppressed' })
    expect(wechat.taken.filter(({ touser }) => touser === 'oBlocker')).toHaveLength(1)
  })

  it('is refused where somebody else says so, and changes nothing', async () => {
    const one = await taken('oFriend')
    const before = await message(one.id)
    const zeros = '0'.repeat(40)
    const outcomes = [
      await tell(one, 'failed:user block', { signature: zeros }),
      await tell(one, 'failed:user block', { msg_signature: zeros }),
      await tell(one, 'failed:user block', {}, { ...secrets, token: 'T'.repeat(32) }),
      await tell(one, 'failed:user block', {}, { ...secrets, encodingAesKey: 'B'.repeat(43) }),
    ]
    expect(outcomes.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    await aMinute()
    const witness = await taken('oWitness')
    await tell(witness, 'success')
    await aMinute()
    await eventually(stateOf(witness.id)).toBe('delivered')
    expect(await message(one.id)).toEqual(before)
    expect(await suppressed(one.contact)).toEqual([])
    expect(await tell(one, 'success')).toEqual(heard)
    await aMinute()
    await eventually(stateOf(one.id)).toBe('delivered')
  })
})

describe('somebody who wants nothing more at WeChat', () => {
  it('is found by their id there, and stopped by hand', async () => {
    const one = await taken('oEnough')
    expect(done(await admin.post('/v1/contacts/lookup', { wechatOpenId: 'oEnough' })).id).toBe(one.contact)
    const stop = (address: object) => admin.post('/v1/suppressions', { address, recipientId: one.contact, note: 'On the phone' })
    const ofAnother = { errors: [{ code: 'suppression.address_of_another', pointer: '/address/wechatOpenId' }] }
    expect(await stop({ wechatOpenId: 'oLiNa' })).toMatchObject({ status: 422, body: ofAnother })
    expect(done(await stop({ wechatOpenId: 'oEnough' }))).toMatchObject({ channel: 'wechat', stops: { all: { reason: 'by_hand' } } })
    const { id } = await send({ kind: 'contact', id: one.contact }, 'Once more')
    await eventually(async () => (await message(id))['refused']).toMatchObject({ reason: 'suppressed' })
    expect(wechat.taken.filter(({ touser }) => touser === 'oEnough')).toHaveLength(1)
  })
})

describe('a customer who is no firm', () => {
  const individual = async (openId: string, facts: object = {}) => {
    const address = madeUpEmail()
    const draft = { kind: 'individual', name: '王磊', language: 'en', emails: [{ address }], wechatOpenId: openId, ...facts }
    return { address, to: { kind: 'customer', id: done(await admin.post('/v1/customers', draft)).id } }
  }

  it('is reached at WeChat where they like it best, and by mail once they block the account', async () => {
    const { address, to } = await individual('oWangLei', { channels: ['wechat', 'email'] })
    const one = await carried(to, 'oWangLei')
    await tell(one, 'failed:user block')
    await aMinute()
    await eventually(stateOf(one.id)).toBe('bounced')
    await eventually(() => suppressed(to.id)).toMatchObject([{ channel: 'wechat' }])
    const fields = { title: 'By mail', body: 'As you take nothing there.' }
    const { id } = done(await admin.post('/v1/messages', { to, template: 'letter', fields }))
    await eventually(stateOf(id)).toBe('delivered')
    expect(await mailTo(deployment, address)).toMatchObject([{ subject: 'By mail' }])
  })

  it('who writes there is known by that, on a ticket of theirs', async () => {
    const { to } = await individual('oAsks')
    expect(await call((at) => textMessage('7054768590064713001', '货到哪里了?', at, 'oAsks'))).toEqual(heard)
    const inbound = () => admin.get(`/v1/inbound/${inboundId('wechat', '7054768590064713001')}`)
    await eventually(async () => (await inbound()).body['status']).toBe('taken')
    const ticket = done(await admin.get(`/v1/tickets/${String((await inbound()).body['ticketId'])}`))
    expect(ticket).toMatchObject({ customerId: to.id, channel: 'wechat' })
  })

  it('is there under one name, which only those see who see what is personal, and which a firm has not', async () => {
    const { to } = await individual('oSecret')
    const draft = { kind: 'individual', name: '另一个人', wechatOpenId: 'oSecret' }
    expect(await admin.post('/v1/customers', draft)).toMatchObject({ status: 409, body: { code: 'claim.taken', heldBy: to.id } })
    expect(done(await admin.get(`/v1/customers/${to.id}`))['wechatOpenId']).toBe('oSecret')
    expect(done(await admin.post('/v1/customers/lookup', { wechatOpenId: 'oSecret' })).id).toBe(to.id)
    const compliance = await signIn(deployment, { role: 'compliance', scope: 'all' })
    expect((await compliance.get(`/v1/customers/${to.id}`)).text).not.toContain('oSecret')
    expect((await admin.get(`/v1/customers/${to.id}/timeline`)).text).not.toContain('oSecret')
    expect((await admin.patch(`/v1/customers/${customer}`, { wechatOpenId: 'oFirm' })).status).toBe(422)
    done(await admin.patch(`/v1/customers/${to.id}`, { wechatOpenId: null }))
    expect((await admin.post('/v1/customers', draft)).status).toBe(201)
  })
})
