import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64, inGb18030, inIso2022Jp, quotedPrintable, word } from '../../../../demo/mails/encode.ts'
import { file, html, mail, multipart, type Part, text } from '../../../../demo/mails/raw.ts'
import { readMail } from '../../../../functions/queue/inbound-mail/read-mail.ts'

const chinese = '您好,请问提单号 COSU6182736450 的货物到哪里了?急,客户在等。'
/** Names with characters that GB 2312 does not have; the last one takes four bytes. */
const rare = '收货人:张镕、李堃、𠮷田'
const inGb = (words: string) =>
  Buffer.concat(words.split('𠮷').flatMap((some, i) => (i ? [Buffer.from('9534b235', 'hex'), inGb18030(some)] : [inGb18030(some)])))
const japanese = '荷物の到着予定日を教えてください'

const part = (type: string, encoding: string, body: string | Buffer): Part => ({
  headers: { 'Content-Type': type, 'Content-Transfer-Encoding': encoding },
  body,
})
const read = async (raw: Uint8Array) => (await readMail(raw)).mail

describe('a mail is read', () => {
  it.each([
    ['in GB2312, eight bits', part('text/plain; charset=gb2312', '8bit', inGb18030(chinese)), chinese],
    ['in GBK, quoted-printable', part('text/plain; charset="GBK"', 'quoted-printable', quotedPrintable(inGb18030(chinese))), chinese],
    ['in GB18030, base64', part('text/plain; charset=GB18030', 'base64', base64(inGb(rare))), rare],
    ['called GB2312 with characters beyond it', part('text/plain; charset=gb2312', 'base64', base64(inGb(rare))), rare],
    ['in ISO-2022-JP', part('text/plain; charset=ISO-2022-JP', '7bit', inIso2022Jp(japanese)), japanese],
    ['in UTF-8, quoted-printable', part('text/plain; charset=utf-8', 'quoted-printable', quotedPrintable(Buffer.from(chinese))), chinese],
    ['in GBK without a word about it', part('text/plain', '8bit', inGb18030(chinese)), chinese],
  ])('%s', async (_, body, expected) => {
    expect((await read(mail(body))).text?.trim()).toBe(expected)
  })

  it('with a subject and a name in another charset, in words and in bare bytes', async () => {
    const coded = await read(
      mail(text('x'), {
        Subject: word(chinese, 'gb2312', inGb18030(chinese)),
        From: `${word('李娜', 'GBK', inGb18030('李娜'))} <li.na@shunda.example>`,
      }),
    )
    expect([coded.subject, coded.from]).toEqual([chinese, { name: '李娜', address: 'li.na@shunda.example' }])
    const bare = mail(text('货物'), { Subject: '@@' })
    const at = bare.indexOf('@@')
    const raw = Buffer.concat([bare.subarray(0, at), inGb18030('催货'), bare.subarray(at + 2)])
    // The body is UTF-8, the headers are not, and the name in them was: each is read for itself.
    const seen = await read(
      Buffer.concat([Buffer.from(raw.toString('latin1').replace(/From: .*\r\n/, 'From: li.na@shunda.example\r\n'), 'latin1')]),
    )
    expect([seen.subject, seen.text?.trim()]).toEqual(['催货', '货物'])
  })

  it('however deep its parts stand in one another', async () => {
    const deep = multipart(
      'mixed',
      multipart(
        'related',
        multipart('alternative', text('the words'), html('<p>the words</p>')),
        file('logo.png', 'image/png', 'png', { 'Content-ID': '<logo@x>' }),
      ),
      file('提单.pdf', 'application/pdf', '%PDF-1.7'),
    )
    const seen = await read(mail(deep))
    expect([seen.text?.trim(), seen.html?.trim()]).toEqual(['the words', '<p>the words</p>'])
    expect(seen.parts.map(({ name, type, contentId, content }) => [name, type, contentId, content.length])).toEqual([
      ['logo.png', 'image/png', 'logo@x', 3],
      ['提单.pdf', 'application/pdf', undefined, 8],
    ])
  })

  it('with two thousand recipients, of which none is lost', async () => {
    const all = Array.from({ length: 2000 }, (_, i) => `p${i}@far.example`)
    const seen = await read(mail(text('to all'), { To: [...all, 'desk@desk.lading.example'].join(',\r\n ') }))
    expect([seen.recipients.length, seen.recipients.at(-1)]).toEqual([2001, 'desk@desk.lading.example'])
  })

  it('as a file where another mail hangs on it, whatever is said of showing it', async () => {
    const inner = mail(text('inner words'), { Subject: 'inner' })
    const seen = await read(mail(multipart('mixed', text('outer words'), part('message/rfc822', '8bit', inner))))
    expect(seen.text?.trim()).toBe('outer words')
    expect(seen.parts.map(({ type }) => type)).toEqual(['message/rfc822'])
  })

  it('as bare characters where it was made to break its reader', async () => {
    let nested = text('deep')
    for (let depth = 0; depth < 120; depth += 1) nested = multipart('mixed', nested)
    const { mail: seen, isWhole } = await readMail(mail(nested))
    expect([isWhole, seen.parts]).toEqual([false, []])
    expect(seen.text).toContain('Subject: Where is MSKU1234567?')
  })

  it('whatever its bytes are', async () => {
    const pieces = fc.constantFrom(
      'From: a@b.example\r\n',
      'Content-Type: multipart/mixed; boundary=x\r\n',
      '\r\n',
      '--x\r\n',
      '--x--',
      'Content-Transfer-Encoding: base64\r\n',
      '=?gb2312?B?',
      '\r\n\r\n',
    )
    const raw = fc.array(
      fc.oneof(
        pieces.map((one) => Buffer.from(one)),
        fc.uint8Array({ maxLength: 40 }).map((one) => Buffer.from(one)),
      ),
      { maxLength: 20 },
    )
    await fc.assert(fc.asyncProperty(raw, async (some) => void (await readMail(Buffer.concat(some)))))
  })
})
