import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, done, signIn, type Told } from '../support/caller.ts'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpEmail } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'

let deployment: TestDeployment
let agent: Caller
let stranger: Caller
beforeAll(async () => {
  deployment = await deploy()
  agent = await signIn(deployment, { role: 'agent', sub: 'usr_agent', scope: 'team:customer_service' })
  stranger = await signIn(deployment, { role: 'agent', sub: 'usr_stranger', scope: 'own' })
})
afterAll(() => deployment?.remove())

const paper = '%PDF-1.7 签收单'
const size = Buffer.byteLength(paper)

const open = async () =>
  String(done(await agent.post('/v1/tickets', { subject: '签收单', kind: 'inquiry', team: 'customer_service', text: '请补' })).id)
const ask = async (ticketId: string, body: object = {}) =>
  agent.post('/v1/attachments', { ticketId, name: '../../签收单.pdf', type: 'application/pdf', size, ...body })
type Form = { readonly url: string; readonly fields: Record<string, string> }
const formOf = (asked: Told) => asked['upload'] as Form
const linkOf = async (id: string) => String(done(await agent.get(`/v1/attachments/${id}/link`))['url'])
const send = async ({ url, fields }: Form, content: string) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([content]), 'x')
  return (await fetch(url, { method: 'POST', body: form })).status
}

describe('a file for a ticket', () => {
  it('is uploaded by a form, named by a note, and saved by a link that ends', async () => {
    const ticketId = await open()
    const asked = done(await ask(ticketId))
    expect(asked).toMatchObject({ name: '签收单.pdf', type: 'application/pdf', size })
    const early = await agent.post(`/v1/tickets/${ticketId}/notes`, { text: '见附件', attachments: [asked.id] })
    expect(early).toMatchObject({ status: 409, body: { code: 'attachment.not_uploaded' } })
    expect(await send(formOf(asked), paper)).toBe(204)
    done(await agent.post(`/v1/tickets/${ticketId}/notes`, { text: '见附件', attachments: [asked.id] }))
    const [note] = done(await agent.get(`/v1/tickets/${ticketId}/messages`)).items
    expect(note?.['attachments']).toEqual([{ id: asked.id, name: '签收单.pdf', type: 'application/pdf', size }])
    const link = await linkOf(asked.id)
    const saved = await fetch(link)
    expect([saved.status, saved.headers.get('content-disposition'), await saved.text()]).toEqual([
      200,
      `attachment; filename="___.pdf"; filename*=UTF-8''%E7%AD%BE%E6%94%B6%E5%8D%95.pdf`,
      paper,
    ])
    await advance(deployment, 'PT2M')
    expect((await fetch(link)).status).toBe(403)
  })

  it('goes to the customer with the reply that names it, and stands in the thread', async () => {
    const address = madeUpEmail()
    const asking = { subject: '签收单', kind: 'inquiry', team: 'customer_service', channel: 'mail', requester: { address } }
    const ticketId = String(done(await agent.post('/v1/tickets', asking)).id)
    const asked = done(await ask(ticketId))
    await send(formOf(asked), paper)
    done(await agent.post(`/v1/tickets/${ticketId}/messages`, { text: '见附件', attachments: [asked.id] }))
    const [reply] = done(await agent.get(`/v1/tickets/${ticketId}/messages`)).items
    expect(reply).toMatchObject({ kind: 'reply', attachments: [{ id: asked.id, name: '签收单.pdf' }] })
    const replies = async () => (await mailTo(deployment, address)).filter(({ subject }) => subject.startsWith('Re: '))
    await expect.poll(async () => (await replies()).length, { timeout: 30_000 }).toBe(1)
    const [mail] = await replies()
    expect(mail?.body.text).toContain('见附件')
    expect(
      mail?.attachments?.map(({ filename, contentType, content }) => [filename, contentType, Buffer.from(content, 'base64').toString()]),
    ).toEqual([['签收单.pdf', 'application/pdf', paper]])
  })

  it('of another ticket, or too much of them, goes with no reply, nor does any into a chat', async () => {
    const [ticketId, other] = [await open(), await open()]
    const reply = (id: string, attachments: readonly string[]) => agent.post(`/v1/tickets/${id}/messages`, { text: '见附件', attachments })
    const foreign = done(await ask(other))
    await send(formOf(foreign), paper)
    expect(await reply(ticketId, [foreign.id])).toMatchObject({ status: 404, body: { code: 'attachment.not_found' } })
    const most = 18 * 1024 * 1024
    const scan = `%PDF-1.7 ${'x'.repeat(most)}`
    const large = done(await ask(ticketId, { size: scan.length }))
    expect(await send(formOf(large), scan)).toBe(204)
    expect(await reply(ticketId, [large.id])).toMatchObject({
      status: 413,
      body: { code: 'ticket.files_too_large', size: scan.length, most },
    })
    const chat = String(
      done(await agent.post('/v1/tickets', { subject: '在吗', team: 'customer_service', channel: 'wechat', text: '在吗' })).id,
    )
    const photo = done(await ask(chat))
    await send(formOf(photo), paper)
    expect(await reply(chat, [photo.id])).toMatchObject({ status: 422, body: { code: 'ticket.no_files_in_chat' } })
  })

  it('is for those who see the ticket', async () => {
    const ticketId = await open()
    const asked = done(await ask(ticketId))
    await send(formOf(asked), paper)
    done(await agent.post(`/v1/tickets/${ticketId}/notes`, { text: '见附件', attachments: [asked.id] }))
    expect((await stranger.get(`/v1/attachments/${asked.id}/link`)).body.code).toBe('access.out_of_scope')
    const theirs = await stranger.post('/v1/attachments', { ticketId, name: 'a.pdf', type: 'application/pdf', size })
    expect(theirs.body.code).toBe('access.out_of_scope')
  })

  it('is no program, no archive, and none larger than 25 MB', async () => {
    const ticketId = await open()
    for (const wrong of [{ type: 'application/x-msdownload' }, { type: 'application/zip' }, { size: 25 * 1024 * 1024 + 1 }, { size: 0 }])
      expect(await ask(ticketId, wrong)).toMatchObject({ status: 422, body: { code: 'request.invalid' } })
    const asked = done(await ask(ticketId))
    const program = `MZ${'x'.repeat(size - 2)}`
    expect(await send(formOf(asked), `${program}x`)).toBe(400)
    expect(await send(formOf(asked), program)).toBe(204)
    const named = await agent.post(`/v1/tickets/${ticketId}/notes`, { text: '见附件', attachments: [asked.id] })
    expect(named).toMatchObject({ status: 422, body: { code: 'attachment.not_as_said' } })
  })

  it('is there after the deployment was killed', async () => {
    const ticketId = await open()
    const asked = done(await ask(ticketId))
    await send(formOf(asked), paper)
    done(await agent.post(`/v1/tickets/${ticketId}/notes`, { text: '见附件', attachments: [asked.id] }))
    await deployment.kill9()
    deployment = await deployment.restart()
    agent = await signIn(deployment, { role: 'agent', sub: 'usr_agent', scope: 'team:customer_service' })
    expect(await (await fetch(await linkOf(asked.id))).text()).toBe(paper)
  })
})
