import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { file, type Headers, html, mail, multipart, text } from '../../demo/mails/raw.ts'
import { type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpEmail } from '../support/made-up.ts'
import { headerOf, mailTo, type ReceivedMail } from '../support/mailbox.ts'
import { deliver, idOfMail } from '../support/mails/door.ts'

let deployment: TestDeployment
let admin: Caller

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
})
afterAll(() => deployment?.remove())

/** Follows a mail by what it is known by: what became of it. */
const follow = async (raw: Buffer): Promise<() => Promise<Told>> => {
  const id = await idOfMail(raw)
  return async () => (await admin.get(`/v1/inbound/${id}`)).body
}
/** Brings a mail, and answers with the ticket that it stands on. */
const ticketFor = async (raw: Buffer, query = ''): Promise<string> => {
  const became = await follow(raw)
  expect(await deliver(deployment, raw, query)).toBe(200)
  // The largest mail that SES takes is read in a second, and in many where much else runs on the machine.
  await expect.poll(async () => (await became())['status'], { timeout: 60_000, interval: 200 }).toBe('taken')
  return String((await became())['ticketId'])
}
const ignored = async (raw: Buffer, query = '') => {
  const became = await follow(raw)
  expect(await deliver(deployment, raw, query)).toBe(200)
  await eventually(async () => (await became())['ignoredFor']).toBe('automatic')
}
const said = async (ticket: string): Promise<readonly Told[]> => done(await admin.get(`/v1/tickets/${ticket}/messages`)).items
const filesOf = (messages: readonly Told[]) => messages.flatMap((message) => message['attachments'] as Told[])
const from = (address: string, more: Headers = {}): Headers => ({ From: `Li Na <${address}>`, ...more })
const answerTo = async (address: string): Promise<ReceivedMail> => {
  const replies = async () => (await mailTo(deployment, address)).filter(({ subject }) => subject.startsWith('Re: '))
  await eventually(async () => (await replies()).length).toBe(1)
  return (await replies())[0] as ReceivedMail
}
const reply = (ticket: string, words = 'It is in Ningbo.') => admin.post(`/v1/tickets/${ticket}/messages`, { text: words })

describe('a mail of a customer', () => {
  it('is one message on one ticket, with its files, however often it is brought', async () => {
    const words = multipart(
      'alternative',
      text('您好,货到哪里了?'),
      html('<p>您好<script>x()</script><img src="https://t.example/p.gif"></p>'),
    )
    const raw = mail(multipart('mixed', words, file('../提单.pdf', 'application/pdf', '%PDF-1.7 x')), from(madeUpEmail()))
    await Promise.all([deliver(deployment, raw), deliver(deployment, raw)])
    const ticket = await ticketFor(raw)
    expect(await said(ticket)).toMatchObject([{ kind: 'received', channel: 'mail', text: '您好,货到哪里了?', html: '<p>您好</p>' }])
    expect(filesOf(await said(ticket)).map(({ name, type }) => [name, type])).toEqual([['提单.pdf', 'application/pdf']])
    expect(done(await admin.get(`/v1/tickets/${ticket}`))).toMatchObject({ channel: 'mail', subject: 'Where is MSKU1234567?' })
  })

  it('that is dropped into a folder comes in as any other', async () => {
    const raw = mail(text('by hand'), from(madeUpEmail()))
    await writeFile(join(deployment.dataDir, 'inbox', 'one.eml'), raw)
    const became = await follow(raw)
    await eventually(async () => (await became())['status']).toBe('taken')
  })

  it('of thirty megabytes is read, and its files are kept', async () => {
    const large = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(11 * 1024 * 1024, 'x')])
    const raw = mail(
      multipart('mixed', text('see the scans'), file('a.pdf', 'application/pdf', large), file('b.pdf', 'application/pdf', large)),
      from(madeUpEmail()),
    )
    expect(raw.length).toBeGreaterThan(30 * 1024 * 1024)
    expect(filesOf(await said(await ticketFor(raw))).map(({ size }) => size)).toEqual([large.length, large.length])
  })

  it('for nobody here is not taken', async () => {
    expect(await deliver(deployment, mail(text('x'), { To: 'somebody@elsewhere.example' }))).toBe(422)
  })
})

describe('an answer of the desk', () => {
  it('stands behind the mail that it answers, and what is answered to it comes to the same ticket', async () => {
    const address = madeUpEmail()
    const raw = mail(text('where is it?'), from(address, { 'Message-ID': `<first.${Date.now()}@shunda.example>` }))
    const ticket = await ticketFor(raw)
    done(await reply(ticket))
    const answer = await answerTo(address)
    expect(answer.body.text).toContain('It is in Ningbo.')
    const first = /Message-ID: (<.+>)/.exec(raw.toString())?.[1]
    expect([headerOf(answer, 'In-Reply-To'), headerOf(answer, 'References')]).toEqual([first, `<${ticket}@desk.lading.example> ${first}`])
    const { replyTo = [] } = answer as unknown as { readonly replyTo?: readonly string[] }
    expect(replyTo[0]).toMatch(/^desk\+[0-9a-z]{46}@desk\.lading\.example$/)
    const byToken = mail(text('thank you'), from(madeUpEmail(), { To: replyTo[0] ?? '', Subject: 'something else' }))
    const sent = `<${answer.messageId}@eu-west-1.amazonses.com>`
    const byReference = mail(text('one more thing'), from(madeUpEmail(), { Subject: 'other', References: `<nowhere@x.example> ${sent}` }))
    for (const next of [byToken, byReference]) expect(await ticketFor(next)).toBe(ticket)
    const forged = mail(text('me too'), from(madeUpEmail(), { To: (replyTo[0] ?? '').replace(/.{3}@/, '000@') }))
    expect(await ticketFor(forged)).not.toBe(ticket)
  })

  it('counts by the number in the subject for whoever asked, and for nobody else', async () => {
    const address = madeUpEmail()
    const ticket = await ticketFor(mail(text('where is it?'), from(address)))
    const { number } = done(await admin.get(`/v1/tickets/${ticket}`))
    const headed = { Subject: `Re: [${number}]` }
    expect(await ticketFor(mail(text('still waiting'), from(address, headed)))).toBe(ticket)
    expect(await ticketFor(mail(text('still waiting'), from(madeUpEmail(), headed)))).not.toBe(ticket)
  })

  it('that does not arrive is told in the ticket, and opens none', async () => {
    const ticket = await ticketFor(mail(text('hello'), from(`bounce+${Date.now()}@simulator.amazonses.com`)))
    done(await reply(ticket))
    await eventually(async () => (await said(ticket)).filter(({ kind }) => kind === 'note').length).toBeGreaterThan(0)
    expect((await said(ticket)).find(({ kind }) => kind === 'note')).toMatchObject({ text: expect.stringContaining('permanent') })
    await eventually(async () => (await said(ticket)).find(({ kind, automatic }) => kind === 'reply' && !automatic)).toMatchObject({
      delivery: { state: 'bounced', reason: 'permanent' },
    })
  })
})

describe('a machine', () => {
  it('that answers for somebody opens no ticket, nor does a notice of non-delivery or a mail of our own', async () => {
    await ignored(mail(text('I am away'), from(madeUpEmail(), { 'Auto-Submitted': 'auto-replied' })))
    await ignored(mail(text('not delivered'), { From: 'MAILER-DAEMON@mx.far.example' }), '?from=')
    await ignored(mail(text('hello'), { From: 'crm@lading.example', 'Message-ID': `<${Date.now()}@lading.example>` }))
  })

  it('that tells of something opens one, and is never answered', async () => {
    const address = madeUpEmail()
    const ticket = await ticketFor(mail(text('vessel delayed'), { ...from(address), 'Auto-Submitted': 'auto-generated' }))
    expect(await said(ticket)).toMatchObject([{ automatic: true }])
    expect(await mailTo(deployment, address)).toEqual([])
  })
})

it('what one of us passes on is the matter of whoever wrote it', async () => {
  const customer = madeUpEmail()
  const passed = `please\n\n---------- Forwarded message ---------\nFrom: Li Na <${customer}>\nSubject: late\n\nIt is late.`
  const ticket = await ticketFor(mail(text(passed), { From: 'Wang <wang@lading.example>', Subject: 'Fwd: late' }))
  done(await reply(ticket))
  expect((await answerTo(customer)).body.text).toContain('It is in Ningbo.')
})
