import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InboundChannel } from '../../domain/inbound/inbound-message.ts'
import { inboundId } from '../../functions/doors/keep-inbound.ts'
import { type Caller, callerWith, done, eventually, signIn, type Told } from '../support/caller.ts'
import { advance, nowOf } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { pushed, textMessage } from '../support/wechat-server.ts'

let deployment: TestDeployment
let admin: Caller
let partner: Caller
const appId = 'wx2c2769f8efd9abc2'

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  const scopes = ['inbound:write', 'inbound:read'].map((scope) => `lading/${scope}`)
  partner = callerWith(deployment.api, await deployment.token({ sub: 'machine_chat', scopes }))
  done(await admin.patch('/v1/doors/phone', { isOpen: true }))
  done(await admin.patch('/v1/doors/wechat', { isOpen: true, appId }))
})
afterAll(() => deployment?.remove())

type Secrets = { readonly signingSecret: string; readonly token: string; readonly encodingAesKey: string }
const secretsOf = async (door: string): Promise<Secrets> => {
  const answer = done(await admin.post(`/v1/doors/${door}/reveal`, { purpose: 'A test at the door' }))
  return answer['secrets'] as Secrets
}

/** The ticket that a message came to, once it is there. */
const ticketBehind = async (id: string): Promise<Told> => {
  await eventually(async () => (await admin.get(`/v1/inbound/${id}`)).body['status']).toBe('taken')
  const { body } = await admin.get(`/v1/inbound/${id}`)
  return done(await admin.get(`/v1/tickets/${String(body['ticketId'])}`))
}

/** The ticket on which something is that came by a door, once it is there, and how often it stands there. */
const cameBy = async (channel: InboundChannel, externalId: string) => {
  const ticket = await ticketBehind(inboundId(channel, externalId))
  const thread = done(await admin.get(`/v1/tickets/${ticket.id}/messages`)).items
  return { ticket, thread }
}

const isKept = async (channel: InboundChannel, externalId: string): Promise<boolean> =>
  (await admin.get(`/v1/inbound/${inboundId(channel, externalId)}`)).status === 200

const send = async (path: string, init: RequestInit) => {
  const answer = await fetch(`${deployment.api}${path}`, { redirect: 'manual', ...init })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

describe('a message that a partner brings', () => {
  const message = {
    externalId: 'chat-1',
    from: { name: '李娜', address: 'li.na@shunda.example' },
    text: '货到哪里了?\n急!',
    language: 'zh-CN',
  }

  it('is on one ticket of the one who wrote it, however often it is brought', async () => {
    const person = { name: '李娜', emails: [{ address: 'li.na@shunda.example' }], affiliation: { role: 'logistics' } }
    const { id: customerId } = done(await admin.post('/v1/customers', { kind: 'company', legalName: '顺达货代', tier: 'vip' }))
    done(await admin.post(`/v1/customers/${customerId}/contacts`, person))
    const [first, second] = [done(await partner.post('/v1/inbound', message)), done(await partner.post('/v1/inbound', message))]
    expect(second['id']).toBe(first['id'])
    const ticket = await ticketBehind(first.id)
    expect(ticket).toMatchObject({ channel: 'api', customerId, subject: '货到哪里了?', tier: 'vip', language: 'zh-CN' })
    expect(done(await admin.get(`/v1/tickets/${ticket.id}/messages`)).items).toHaveLength(1)
  })

  it('brings files that were uploaded for it, looked at, and are for those who see its ticket', async () => {
    const paper = '%PDF-1.7 签收单'
    const asked = done(
      await partner.post('/v1/inbound/files', { name: '../签收单.pdf', type: 'application/pdf', size: Buffer.byteLength(paper) }),
    )
    const withFile = { ...message, externalId: 'chat-file', attachments: [asked.id] }
    expect(await partner.post('/v1/inbound', withFile)).toMatchObject({ status: 409, body: { code: 'attachment.not_uploaded' } })
    const { url, fields } = asked['upload'] as { readonly url: string; readonly fields: Readonly<Record<string, string>> }
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', new Blob([paper]), 'x')
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204)
    expect(await admin.post('/v1/inbound', withFile)).toMatchObject({ status: 404, body: { code: 'attachment.not_found' } })
    const [first, second] = [done(await partner.post('/v1/inbound', withFile)), done(await partner.post('/v1/inbound', withFile))]
    expect(second.id).toBe(first.id)
    expect((await partner.post('/v1/inbound', { ...withFile, externalId: 'chat-file-2' })).body.code).toBe('attachment.not_found')
    const ticket = await ticketBehind(first.id)
    const [said] = done(await admin.get(`/v1/tickets/${ticket.id}/messages`)).items
    expect(said?.['attachments']).toEqual([{ id: asked.id, name: '签收单.pdf', type: 'application/pdf', size: Buffer.byteLength(paper) }])
    await eventually(async () => (await admin.get(`/v1/attachments/${asked.id}/link`)).status).toBe(200)
    const { url: link } = done(await admin.get(`/v1/attachments/${asked.id}/link`))
    expect(await (await fetch(String(link))).text()).toBe(paper)
  })

  it('is not brought by those who may not', async () => {
    const agent = await signIn(deployment, { role: 'agent', sub: 'usr_agent' })
    expect((await agent.post('/v1/inbound', message)).body.code).toBe('access.denied')
    const answer = await partner.post('/v1/inbound', { ...message, from: {}, colour: 'red' })
    expect(answer.status).toBe(422)
  })
})

describe('the telephone', () => {
  const call = (type: string, facts: object = {}) => ({
    type: `call.${type}`,
    callId: 'pbx-1',
    at: new Date().toISOString(),
    direction: 'inbound',
    caller: '+8613800138009',
    callee: '+862155550100',
    ...facts,
  })
  const tell = async (event: object, secret: string, at = new Date()) => {
    const body = JSON.stringify(event)
    const headers = {
      'webhook-id': `msg_${Math.random()}`,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': '',
      'content-type': 'application/json',
    }
    headers['webhook-signature'] = new Webhook(secret).sign(headers['webhook-id'], at, body)
    return send('/doors/phone', { method: 'POST', body, headers })
  }

  it('a call told of twice and in any order is one ticket', async () => {
    const { signingSecret } = await secretsOf('phone')
    const events = [
      call('answered'),
      call('started'),
      call('started'),
      call('ended', { seconds: 200 }),
      call('ended', { seconds: 200 }),
      call('answered'),
    ]
    for (const event of events) expect(await tell(event, signingSecret)).toMatchObject({ status: 200, text: 'ok' })
    const { ticket, thread } = await cameBy('phone', 'pbx-1')
    expect(ticket).toMatchObject({ subject: '客户来电,通话 3:20', requester: { address: '+8613800138009' } })
    expect(thread).toHaveLength(1)
  })

  it('what is not signed, or not now, or not as it was, is turned away and kept nowhere', async () => {
    const { signingSecret } = await secretsOf('phone')
    const another = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
    const ended = call('ended', { callId: 'pbx-2', seconds: 1 })
    expect(await tell(ended, another)).toMatchObject({ status: 401, text: 'wrong_signature' })
    expect(await tell(ended, signingSecret, new Date(Date.now() - 6 * 60_000))).toMatchObject({ status: 401, text: 'too_old' })
    expect(await send('/doors/phone', { method: 'POST', body: JSON.stringify(ended) })).toMatchObject({ status: 401, text: 'unsigned' })
    expect(await tell({ ...ended, caller: 'somebody' }, signingSecret)).toMatchObject({ status: 422 })
    expect(await isKept('phone', 'pbx-2')).toBe(false)
  })

  it('renewed, the former secret counts beside the new one, until another follows', async () => {
    const former = (await secretsOf('phone')).signingSecret
    done(await admin.post('/v1/doors/phone/renew-secrets'))
    const next = (await secretsOf('phone')).signingSecret
    expect(next).not.toBe(former)
    for (const secret of [former, next]) expect((await tell(call('started', { callId: 'pbx-3' }), secret)).status).toBe(200)
  })
})

describe('WeChat', () => {
  const push = ({ query, body }: { readonly query: object; readonly body: string }) =>
    send(`/doors/wechat?${new URLSearchParams({ ...query })}`, { method: 'POST', body, headers: { 'content-type': 'text/xml' } })

  it('finds the server that is ours, and is told what it said', async () => {
    const { token, encodingAesKey } = await secretsOf('wechat')
    expect([token, encodingAesKey].map((secret) => secret.length)).toEqual([32, 43])
    const { query } = pushed({ token, encodingAesKey, appId }, '', Date.now())
    const ask = (facts: object) => send(`/doors/wechat?${new URLSearchParams({ ...query, echostr: '4375120948345356249', ...facts })}`, {})
    expect(await ask({})).toMatchObject({ status: 200, text: '4375120948345356249' })
    expect(await ask({ signature: '0'.repeat(40) })).toMatchObject({ status: 403 })
  })

  it('is answered at once; messages of one chat are on one ticket, each once, whatever is sent again', async () => {
    const secrets = { ...(await secretsOf('wechat')), appId }
    const ids = ['1', '2', '3'].map((id) => `605476859006471372${id}`)
    const messages = ids.map((id) => pushed(secrets, textMessage(id, `${id}:货到哪里了?`, Date.now()), Date.now()))
    const answers = await Promise.all([...messages, ...messages].map(push))
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, text: 'success' })
    const came = await Promise.all(ids.map((id) => cameBy('wechat', id)))
    expect(new Set(came.map(({ ticket }) => ticket.id)).size).toBe(1)
    expect(
      came
        .at(-1)
        ?.thread.map(({ text }) => text)
        .sort(),
    ).toEqual(ids.map((id) => `${id}:货到哪里了?`))
  })

  it('with a bad signature, an old one, or for another account is turned away', async () => {
    const secrets = { ...(await secretsOf('wechat')), appId }
    const at = Date.now()
    const message = textMessage('7054768590064713728', 'x', at, 'oStranger')
    const sealed = pushed(secrets, message, at)
    const outcomes = [
      await push({ ...sealed, query: { ...sealed.query, signature: '0'.repeat(40) } }),
      await push({ ...sealed, query: { ...sealed.query, msg_signature: '0'.repeat(40) } }),
      await push(pushed({ ...secrets, appId: 'wx0000000000000000' }, message, at)),
      await push(pushed(secrets, message, at - 6 * 60_000)),
    ]
    expect(outcomes.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect(await isKept('wechat', '7054768590064713728')).toBe(false)
  })
})

// The last of them, since it moves the clock: who signs what they bring to the other doors signs by the hour of this machine.
describe('the form', () => {
  const opened = async (query = '') => {
    const { text, headers } = await send(`/contact${query}`, {})
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(text) ?? []
    return { text, headers, token }
  }
  const fill = (fields: Readonly<Record<string, string>>) =>
    send('/contact?lang=zh-CN', { method: 'POST', body: new URLSearchParams(fields) })
  /** What names this showing of the form, and with it the message. */
  const shownAs = (token: string): string => token.split('.')[0] ?? ''
  const filled = async (facts: Readonly<Record<string, string>> = {}) => ({
    token: (await opened()).token,
    name: '王磊',
    email: 'wang.lei@huatong.example',
    phone: '138 0013 8001',
    kind: 'tracking',
    reference: 'YT2026112200123',
    message: '请问货到哪里了?',
    consent: 'yes',
    ...facts,
  })

  it('needs no script and nothing from elsewhere, and speaks both languages', async () => {
    const { text, headers } = await opened('?lang=en')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text).not.toMatch(/<script|https?:\/\//)
    expect(text).toContain('Contact our service desk')
    expect((await opened('?lang=zh-CN')).text).toContain('联系客服')
  })

  it('sent twice opens one ticket, of the kind that was chosen and with what was agreed to', async () => {
    const fields = await filled()
    const answers = [await fill(fields), await fill(fields)]
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect((await send(`/contact${answers[0]?.headers.get('location')}`, {})).text).toContain('已收到')
    const { ticket, thread } = await cameBy('web', shownAs(fields.token))
    expect(ticket).toMatchObject({ kind: 'tracking', subject: '请问货到哪里了?', requester: { name: '王磊' } })
    expect(thread).toMatchObject([{ text: '请问货到哪里了?\n\n单号:YT2026112200123' }])
  })

  it('brings files along, and sent twice brings them once', async () => {
    const fields = await filled({ email: 'papers@huatong.example' })
    const sendWith = (paper: string) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      body.append('files', new Blob([paper], { type: 'application/pdf' }), '签收单.pdf')
      return send('/contact?lang=zh-CN', { method: 'POST', body })
    }
    expect((await sendWith('%PDF-1.7 x')).status).toBe(303)
    expect((await sendWith('%PDF-1.7 another')).status).toBe(303)
    const { thread } = await cameBy('web', shownAs(fields.token))
    const [file] = thread.flatMap((said) => said['attachments'] as Told[])
    expect(thread).toHaveLength(1)
    expect(file).toMatchObject({ name: '签收单.pdf', size: 10 })
    await eventually(async () => (await admin.get(`/v1/attachments/${file?.id}/link`)).status).toBe(200)
    const { url } = done(await admin.get(`/v1/attachments/${file?.id}/link`))
    expect(await (await fetch(String(url))).text()).toBe('%PDF-1.7 x')
  })

  it('that a machine fills in whole is thanked for, and kept nowhere', async () => {
    const fields = await filled({ website: 'https://spam.example' })
    expect((await fill(fields)).status).toBe(303)
    expect(await isKept('web', shownAs(fields.token))).toBe(false)
  })

  it.each([
    ['a token that was guessed', { token: 'x.y.z' }, '页面打开的时间过长'],
    ['no way to answer', { email: '', phone: '' }, '请填写邮箱或电话'],
    ['no consent', { consent: '' }, '须勾选同意'],
    ['no message', { message: ' ' }, '请填写此项'],
    ['an address that is none', { email: 'nowhere' }, '不是有效的电子邮箱'],
  ])('with %s is shown again with what was typed and what is wrong', async (_, facts, said) => {
    const { status, text } = await fill(await filled(facts))
    expect(status).toBe(422)
    expect(text).toContain(said)
    expect(text).toContain('王磊')
  })

  it('is refused for what is too large, or no form', async () => {
    expect((await fill(await filled({ message: '货'.repeat(30_000) }))).status).toBe(413)
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
    expect((await send('/contact', json)).status).toBe(415)
  })

  it('takes so many messages from one address and no more, and says when to come again', async () => {
    // Counted are the messages of one span of ten minutes. When it is about to end, this begins in the next one.
    if (600 - ((Date.parse(await nowOf(deployment)) / 1000) % 600) < 60) await advance(deployment, 'PT1M')
    const statuses: number[] = []
    for (let i = 0; i < 10; i += 1) statuses.push((await fill(await filled({ email: 'busy@huatong.example' }))).status)
    expect(statuses).toEqual([...Array.from({ length: 8 }, () => 303), 429, 429])
    expect((await fill(await filled({ email: 'BUSY@huatong.example' }))).headers.get('retry-after')).toBe('600')
  })

  it('takes twenty a day with one address in them: each is acknowledged there, whoever wrote it', async () => {
    // As above, with the half hour that this goes on for.
    if (86_400 - ((Date.parse(await nowOf(deployment)) / 1000) % 86_400) < 1800) await advance(deployment, 'PT30M')
    let taken = 0
    for (let span = 0; span < 3; span += 1) {
      for (let i = 0; i < 8; i += 1) if ((await fill(await filled({ email: 'victim@huatong.example' }))).status === 303) taken += 1
      await advance(deployment, 'PT10M')
    }
    expect(taken).toBe(20)
  })
})
