import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InboundMessage } from '../../../../domain/inbound/inbound-message.ts'
import { type Arrived, type Firm, inboundFrom, isOwn } from '../../../../domain/inbound/mail/inbound-from.ts'
import { planFiles } from '../../../../domain/inbound/mail/plan-files.ts'
import { AttachmentId } from '../../../../domain/kernel/ids.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { externalIdOf } from '../../../../functions/queue/inbound-mail/mail-id.ts'
import { mailWith } from './mail-with.ts'

const firm: Firm = { desk: 'desk@desk.firm.example', sends: 'crm@firm.example', domains: ['firm.example'] }
const envelope = { from: 'li.na@shunda.example', recipients: ['desk@desk.firm.example'], authentic: true }
const arrived = (mail: Arrived['mail'], more: Partial<Arrived> = {}): Arrived => ({
  mail,
  envelope,
  externalId: '<1@shunda.example>#x',
  receivedAt: Instant.parse('2026-03-04T01:12:00.000Z'),
  files: [],
  leftOut: [],
  enclosed: undefined,
  ...more,
})
const messageFrom = (mail: Arrived['mail'], more: Partial<Arrived> = {}) =>
  InboundMessage.parse(inboundFrom(arrived(mail, more), firm).message)

describe('a mail as it goes on', () => {
  it('says who wrote what to which address of the desk, in which language', () => {
    const mail = mailWith({ name: '李娜', subject: '货物到哪里了?', text: '您好\n\n> Where is it?\n' })
    const claims = { ...envelope, recipients: ['Claims+tag@Desk.Firm.example'] }
    expect(messageFrom(mail, { envelope: claims })).toMatchObject({
      channel: 'mail',
      from: { name: '李娜', address: 'li.na@shunda.example' },
      to: 'claims@desk.firm.example',
      subject: '货物到哪里了?',
      text: '您好\n\n> Where is it?',
      language: 'zh-CN',
    })
    expect(messageFrom(mail)).not.toHaveProperty('automatic')
  })

  it('names the conversation that it belongs to: by the address it came to, the mails before it, numbers in the subject', () => {
    const headers = {
      'in-reply-to': '<b@X.example>',
      references: '<0100abc-000000@eu-west-1.amazonses.com>\r\n <a@x.example> <b@x.example>',
    }
    const mail = mailWith({ headers, subject: 'Re: [260304-0815] COSU 6182736450, 123456-7890-1', recipients: ['x@y.example'] })
    const tagged = { ...envelope, recipients: ['DESK+01ABC@desk.firm.example'] }
    expect(messageFrom(mail, { envelope: tagged }).threading).toEqual({
      replyToken: '01abc',
      references: ['b@x.example', 'a@x.example', '0100abc-000000@amazonses.com'],
      numbers: ['260304-0815'],
    })
  })

  it('has the words of its HTML where it has no others, and says what could not be kept', () => {
    const mail = mailWith({ text: ' \r\n', html: '<p>words<script>x()</script></p>' })
    expect(messageFrom(mail, { leftOut: ['run.exe'] })).toMatchObject({
      text: 'words\n\n[未收取的附件 / files that were not taken: run.exe]',
      html: '<p>words</p>',
    })
  })

  it('that is too long to be shown is cut, and says that it is not whole', () => {
    const { message, isWhole } = inboundFrom(arrived(mailWith({ text: '货'.repeat(300_000), html: `<p>${'货'.repeat(60_000)}</p>` })), firm)
    expect(isWhole).toBe(false)
    expect(message.html).toBeUndefined()
    expect(InboundMessage.parse(message).text.length).toBeGreaterThan(21_000)
  })

  it('says that the domain it claims to come from disowns it, or that nobody vouches for it, and nothing where somebody does', () => {
    const from = (authentic: boolean | undefined) => {
      const message = messageFrom(mailWith({}), { envelope: { ...envelope, authentic } })
      return [message.authentic, message.vouched]
    }
    expect([from(false), from(true), from(undefined)]).toEqual([
      [false, undefined],
      [undefined, undefined],
      [undefined, false],
    ])
  })

  it('leaves out the ids of mails that no record could hold: it is read again as it was kept', () => {
    const ids = fc.string({ unit: 'binary', minLength: 1, maxLength: 240 }).map((left) => `<${left}@x.example>`)
    const strange = fc.constantFrom('<a\u0000@x.example>', '<\u202Ea@x.example>', '<\uD800@x.example>', `<a@${'\u0130'.repeat(240)}>`)
    fc.assert(
      fc.property(fc.array(fc.oneof(ids, strange), { maxLength: 5 }), fc.oneof(ids, strange), (references, own) => {
        const mail = mailWith({ headers: { references: `${references.join(' ')} <good@x.example>`, 'message-id': own } })
        const { message } = inboundFrom(arrived(mail, { externalId: externalIdOf(mail) }), firm)
        const kept = InboundMessage.parse(message)
        expect([kept.threading, kept.externalId]).toEqual([message.threading, message.externalId])
        expect(kept.threading?.references).toContain('good@x.example')
      }),
    )
  })

  it('is a message whatever stands in it', () => {
    const any = fc.string({ maxLength: 60 })
    const headers = fc.dictionary(fc.constantFrom('in-reply-to', 'references', 'message-id', 'auto-submitted', 'return-path'), any)
    fc.assert(
      fc.property(headers, any, any, any, any, (some, subject, text, html, address) => {
        const mail = { ...mailWith({ headers: some, subject, text, html, name: text }), from: { name: html, address } }
        messageFrom(mail, { envelope: { from: address, recipients: [address], authentic: undefined }, leftOut: [subject] })
      }),
    )
  })
})

it('what a machine tells of opens a ticket, what a machine answers opens none', () => {
  expect(messageFrom(mailWith({ headers: { 'auto-submitted': 'auto-generated' } }))).toMatchObject({ automatic: true, notice: true })
  expect(messageFrom(mailWith({ headers: { 'auto-submitted': 'auto-replied' } }))).not.toHaveProperty('notice')
})

describe('who asks', () => {
  const forwarded =
    '请处理\n\n---------- Forwarded message ---------\nFrom: 王强 <wang.qiang@firm.example>\nTo: x\n\nFrom: "Li, Na" <li.na@shunda.example>\nSent: today\n\nwhere is it?'
  const byStaff = mailWith({ sender: 'wang.qiang@firm.example', subject: 'Fwd: where is it?', text: forwarded })

  it('is the customer whose mail one of us passes on, not the colleague who does', () => {
    expect(messageFrom(byStaff)).toMatchObject({
      from: { address: 'wang.qiang@firm.example' },
      forwardedFor: { name: 'Li, Na', address: 'li.na@shunda.example' },
    })
  })

  it('is the one whose mail hangs on that of a colleague', () => {
    const enclosed = mailWith({ name: 'Anna', sender: 'anna@far.example', subject: 'late', text: 'It is late.' })
    const message = messageFrom(mailWith({ sender: 'wang.qiang@firm.example', text: 'see below' }), { enclosed })
    expect(message.forwardedFor).toEqual({ name: 'Anna', address: 'anna@far.example' })
    expect(message.text).toContain('It is late.')
  })

  it.each([
    ['a customer passes on what somebody else wrote', { ...byStaff, from: { name: '', address: 'li.na@shunda.example' } }, true],
    ['somebody only calls themselves one of us', byStaff, false],
    ['nobody vouches for the colleague', byStaff, undefined],
    ['a colleague writes for themselves', { ...byStaff, subject: 'where is it?', text: 'From: li.na@shunda.example' }, true],
    ['it cannot be read who wrote', { ...byStaff, text: 'look' }, true],
  ] as const)('is the sender where %s', (_, mail, authentic) => {
    expect(messageFrom(mail, { envelope: { ...envelope, authentic } })).not.toHaveProperty('forwardedFor')
  })

  it('is nobody where a mail of our own came back', () => {
    for (const sender of ['crm@firm.example', 'desk@desk.firm.example', 'desk+01abc@desk.firm.example']) {
      expect(isOwn(mailWith({ sender }), firm)).toBe(true)
      const back = messageFrom(mailWith({ sender, headers: { 'in-reply-to': '<a@x.example>' } }))
      expect(back).toMatchObject({ automatic: true })
      expect([back.threading, back.notice]).toEqual([undefined, undefined])
    }
  })
})

describe('the files of a mail', () => {
  const idOf = (place: number) => AttachmentId.parse(`att_${String(place).padStart(26, '0')}`)
  const part = (name: string | undefined, type: string, content: string | Buffer = '%PDF-1.7') => ({
    name,
    type,
    contentId: undefined,
    content: Buffer.from(content as string),
  })
  const plan = (...parts: ReturnType<typeof part>[]) => planFiles({ parts }, idOf)

  it.each([
    ['../../etc/passwd.pdf', 'application/pdf', 'passwd.pdf', '%PDF-1.7'],
    ['C:\\Users\\li\\提单.pdf', 'application/pdf', '提单.pdf', '%PDF-1.7'],
    ['bill.pdf\u202Efdp.exe', 'application/pdf', 'bill.pdffdp.exe.pdf', '%PDF-1.7'],
    ['photo.jpeg', 'application/octet-stream', 'photo.jpeg', Buffer.from([0xff, 0xd8, 0xff])],
    [undefined, 'message/rfc822', 'mail.eml', 'Subject: x'],
  ])('called %s are called by a name that is only a name', (name, type, expected, content) => {
    expect(plan(part(name, type, content)).kept.map(({ ref }) => ref.name)).toEqual([expected])
  })

  it('are left out, and named, where they run, are something else than they say, are empty, too large or too many', () => {
    const { kept, leftOut } = plan(
      part('run.exe', 'application/x-msdownload'),
      part('a.pdf', 'application/pdf', ''),
      part('b.pdf', 'application/pdf', 'MZ%PDF-1.7'),
      part('page.png', 'image/png', '<html>'),
      part('big.pdf', 'application/pdf', Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(26 * 1024 * 1024)])),
    )
    expect([kept, leftOut]).toEqual([[], ['run.exe', 'a.pdf', 'b.pdf', 'page.png', 'big.pdf']])
    const many = plan(...Array.from({ length: 21 }, (_, i) => part(`${i}.pdf`, 'application/pdf')))
    expect([many.kept.length, many.leftOut]).toEqual([19, ['19.pdf', '20.pdf']])
  })
})
