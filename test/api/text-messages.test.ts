import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { templatesOf } from '../../infra/templates.ts'
import { type Alteration, alteredAssembly, telling } from '../faults/fixture/altered-assembly.ts'
import { type Caller, done, eventually, signIn } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpPhone } from '../support/made-up.ts'

const pool = 'arn:aws:sms-voice:us-east-1:000000000000:pool/pool-of-the-firm'
/** At this number of AWS's own a text fails. */
const failing = '+14254147167'
const template = 'depot.closed'

/** The rule by which a stage that sends texts hears of them, as its template has it. */
const hearing: Alteration = (resources) => {
  if (!Object.keys(resources).some((id) => id.startsWith('MailFeedbackQueue'))) return
  for (const { Resources } of templatesOf('dev', { smsFrom: pool }).templates.values())
    for (const [id, resource] of Object.entries(Resources)) if (id.startsWith('TextNotices')) resources[id] ??= resource
}

let assembly: string
let deployment: TestDeployment
let admin: Caller
let customer: string

beforeAll(async () => {
  assembly = await alteredAssembly(telling(/^MessageSender/, { SMS_FROM: pool }), hearing)
  deployment = await deploy({ assembly })
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  customer = done(await admin.post('/v1/customers', madeUpCompany())).id
  const words = { 'zh-CN': { sms: { text: '{{title}}' } } }
  done(await admin.post(`/v1/templates/${template}/versions`, { category: 'transactional', fields: { title: { type: 'text' } }, words }))
})
afterAll(async () => {
  await deployment?.remove()
  await rm(assembly, { recursive: true, force: true })
})

const personAt = async (number: string): Promise<string> => {
  const person = { name: '李娜', phones: [{ number, primary: true }], channels: ['sms'], affiliation: { role: 'logistics' } }
  return done(await admin.post(`/v1/customers/${customer}/contacts`, person)).id
}
const send = async (contact: string, title: string) =>
  done(await admin.post('/v1/messages', { to: { kind: 'contact', id: contact }, template, fields: { title } })).id
const message = (id: string) => async () => done(await admin.get(`/v1/messages/${id}`))
const textsTo = async (number: string): Promise<readonly unknown[]> => {
  const texts = (await (await fetch(`${deployment.control}/texts`)).json()) as readonly { readonly to: string }[]
  return texts.filter(({ to }) => to === number)
}

describe('a text to the phone of a contact', () => {
  it('comes there once, from the number of the firm, and is delivered when AWS says so', async () => {
    const number = madeUpPhone()
    const id = await send(await personAt(number), '您的货物已到仓库')
    await eventually(message(id)).toMatchObject({ state: 'delivered', deliveredAt: expect.any(String) })
    expect(await textsTo(number)).toMatchObject([{ from: pool, text: '您的货物已到仓库' }])
  })

  it('that does not come through is bounced, and nothing more is sent to that number', async () => {
    const contact = await personAt(failing)
    const first = await send(contact, 'First')
    await eventually(message(first)).toMatchObject({ state: 'bounced', bounced: { kind: 'permanent' } })
    await eventually(async () => done(await admin.get(`/v1/suppressions?recipientId=${contact}`)).items).toMatchObject([
      { channel: 'sms', stops: { all: { reason: 'bounced' } } },
    ])
    const second = await send(contact, 'Second')
    await eventually(message(second)).toMatchObject({ state: 'refused', refused: { reason: 'suppressed' } })
    expect(await textsTo(failing)).toHaveLength(1)
  })

  it('is the last that was tried where its reader answered STOP, until somebody lifts that and START comes from there', async () => {
    const number = madeUpPhone()
    const contact = await personAt(number)
    const answer = (text: string) => fetch(`${deployment.control}/texts`, { method: 'POST', body: JSON.stringify({ from: number, text }) })
    expect((await answer('Thanks!')).status).toBe(422)
    expect((await answer('STOP')).status).toBe(200)
    await eventually(message(await send(contact, 'First'))).toMatchObject({ state: 'refused', refused: { reason: 'provider_refused' } })
    const stops = async () => done(await admin.get(`/v1/suppressions?recipientId=${contact}`)).items
    await eventually(stops).toMatchObject([{ channel: 'sms', stops: { all: { reason: 'unsubscribed' } } }])
    await eventually(message(await send(contact, 'Second'))).toMatchObject({ state: 'refused', refused: { reason: 'suppressed' } })
    const [stop] = await stops()
    done(await admin.post(`/v1/suppressions/${stop?.id}/lift`, { scope: 'all', reason: 'She wrote START' }))
    expect((await answer('START')).status).toBe(200)
    await eventually(message(await send(contact, 'Third'))).toMatchObject({ state: 'delivered' })
    expect(await textsTo(number)).toMatchObject([{ text: 'Third' }])
  })

  it('stands in no log with its number', async () => {
    const number = madeUpPhone()
    const id = await send(await personAt(number), 'Somewhere else')
    await eventually(message(id)).toMatchObject({ state: 'delivered' })
    const logs = await fetch(`${deployment.control}/functions`).then((answer) => answer.json() as Promise<{ readonly name: string }[]>)
    const texts = await Promise.all(
      logs.map(async ({ name }) => (await fetch(`${deployment.control}/functions/${encodeURIComponent(name)}/log`)).text()),
    )
    expect(texts.join('').length).toBeGreaterThan(1000)
    expect(texts.filter((log) => log.includes(number.slice(1)))).toEqual([])
  })
})
