import { randomOf } from '../firm/random.ts'
import { word } from '../mails/encode.ts'
import { file, type Headers, html, mail, multipart, type Part, text } from '../mails/raw.ts'
import { type Coming, messageIdOf } from './coming.ts'
import { written } from './letter.ts'

const desk = 'desk@desk.lading.example'

/** What a mail that was sent to somebody gives away: its id, where it is answered, and the number in its subject. */
export type Heard = { readonly messageId: string; readonly replyTo: string | undefined; readonly number: string | undefined }

/** A mail as it comes over the wire, and whom its envelope names as its sender where that is not its author. */
export type Letter = { readonly raw: Buffer; readonly from?: string }

const fromLine = ({ name, address }: Coming['writer']): string => `${word(name)} <${address}>`

const dateOf = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000')

const standing = (coming: Coming, at: number): Headers => ({
  From: fromLine(coming.writer),
  To: desk,
  Date: dateOf(at),
  'Message-ID': messageIdOf(coming),
})

const answering = (id: string): Headers => ({ 'In-Reply-To': id, References: id })

const quoted = (words: string): string => words.replaceAll(/^/gm, '> ')

/** An answer: above what was said before. */
const replied = (coming: Coming, before: string): string =>
  `${coming.text}\n\n${coming.tongue === 'en' ? 'You wrote:' : '在 2026年 您写道:'}\n${quoted(before)}`

const report = (coming: Coming): Part =>
  multipart(
    'report; report-type=delivery-status',
    text(`Your message could not be delivered.\n\n${coming.key}`),
    text(
      'Reporting-MTA: dns; mx.far.example\n\nFinal-Recipient: rfc822; gone@far.example\nAction: failed\nStatus: 5.1.1',
      'message/delivery-status',
    ),
    text('Message-ID: <nobody-knows-it@lading.example>\nSubject: hello\n\n', 'text/rfc822-headers'),
  )

const passedOn = ({ writer, subject, text: words, key }: Coming): string =>
  `请跟进,谢谢。${key}\n\n---------- Forwarded message ---------\nFrom: ${writer.name} <${writer.address}>\nSubject: ${subject}\n\n${words}`

const colleague = (coming: Coming): Headers => ({ From: `${word('周敏')} <sales@lading.example>`, 'Message-ID': messageIdOf(coming) })

type Making = { readonly coming: Coming; readonly heard: Heard | undefined; readonly before: Coming | undefined }
type Made = { readonly part: Part; readonly headers: Headers; readonly from?: string }

const wordsOf = ({ coming: { subject, text: words, tongue, key } }: Making): Made => {
  const made = written({ subject, text: words }, tongue, randomOf(Number(key.slice(2))))
  return { part: made.body, headers: { Subject: made.subject } }
}

const follow = ({ coming, before }: Making, headers: Headers): Made => {
  const made = written(
    { subject: `Re: ${coming.subject}`, text: replied(coming, before?.text ?? '') },
    coming.tongue,
    randomOf(Number(coming.key.slice(2))),
  )
  return { part: made.body, headers: { Subject: made.subject, ...headers } }
}

const ownId = ({ coming, before }: Making): string => messageIdOf(before ?? coming)

const makers: Partial<Record<Coming['how'], (making: Making) => Made>> = {
  own_reference: (making) => follow(making, answering(ownId(making))),
  loop: (making) => follow(making, answering(ownId(making))),
  reference: (making) => follow(making, answering(making.heard?.messageId ?? ownId(making))),
  token: (making) => follow(making, { To: making.heard?.replyTo ?? desk }),
  number: (making) => follow(making, { Subject: word(`Re: [${making.heard?.number}] ${making.coming.subject}`) }),
  forged_number: (making) => follow(making, { Subject: word(`Re: [${making.heard?.number}] ${making.coming.subject}`) }),
  forged_token: (making) => ({
    ...wordsOf(making),
    headers: { ...wordsOf(making).headers, To: `desk+${'0a'.repeat(23)}@desk.lading.example` },
  }),
  away_in_thread: (making) => ({
    part: text(`I am out of the office.\n\n${making.coming.key}`),
    headers: { Subject: 'Automatic reply', 'Auto-Submitted': 'auto-replied', ...answering(making.heard?.messageId ?? ownId(making)) },
  }),
  away: ({ coming }) => ({
    part: text(`我在休假。\n\n${coming.key}`),
    headers: { Subject: word('自动回复: 我在休假'), 'X-Auto-Response-Suppress': 'All', 'Auto-Submitted': 'auto-replied' },
  }),
  bounce: ({ coming }) => ({
    part: report(coming),
    headers: { From: 'MAILER-DAEMON@mx.far.example', Subject: 'Undelivered Mail Returned to Sender' },
    from: '',
  }),
  come_back: ({ coming }) => ({ part: text(coming.text), headers: { From: desk, Subject: 'hello' } }),
  notice: ({ coming }) => ({
    part: text(coming.text),
    headers: { From: 'Carrier alerts <noreply@carrier.example>', Subject: 'Vessel schedule changed', 'Auto-Submitted': 'auto-generated' },
  }),
  forward: ({ coming }) => ({ part: text(passedOn(coming)), headers: { ...colleague(coming), Subject: word(`Fwd: ${coming.subject}`) } }),
  forward_attached: ({ coming }) => {
    const inner = mail(text(coming.text), {
      ...standing(coming, 0),
      'Message-ID': `<inner-${coming.key}@x.example>`,
      Subject: word(coming.subject),
    })
    const enclosed: Part = { headers: { 'Content-Type': 'message/rfc822' }, body: inner }
    return {
      part: multipart('mixed', text(`请看附件 ${coming.key}`), enclosed),
      headers: { ...colleague(coming), Subject: word(`转发: ${coming.subject}`) },
    }
  },
  script: ({ coming }) => ({
    part: html(
      `<p onclick="steal()">${coming.text}</p><script>steal()</script><img src="https://t.example/pixel.gif?id=1"><iframe src="https://t.example"></iframe>`,
    ),
    headers: { Subject: '<script>alert(1)</script>' },
  }),
  path: ({ coming }) => ({
    part: multipart(
      'mixed',
      text(coming.text),
      file('../../../etc/passwd', 'text/plain', 'root'),
      file('..\\..\\boot.ini', 'text/plain', 'x'),
    ),
    headers: { Subject: word('../../etc') },
  }),
  crowd: ({ coming }) => ({
    part: text(coming.text),
    headers: { Subject: 'to all of you', To: [desk, ...Array.from({ length: 1999 }, (_, i) => `nobody${i}@crowd.example`)].join(',\r\n ') },
  }),
  broken: ({ coming }) => ({
    part: {
      headers: { 'Content-Type': 'multipart/mixed; boundary="never"', 'Content-Transfer-Encoding': 'x-unheard-of' },
      body: `--other\r\n\r\n${coming.key}\r\n`,
    },
    headers: { Subject: '=?x-none?Q?=FF=FE?=' },
  }),
  no_id: (making) => ({ ...wordsOf(making), headers: { ...wordsOf(making).headers, 'Message-ID': '' } }),
}

/** The mail that something comes as. `before` is what it follows, `heard` a mail that was sent in answer to that. */
export const letterOf = (making: Making, at: number): Letter => {
  const { part, headers, from } = (makers[making.coming.how] ?? wordsOf)(making)
  return { raw: mail(part, { ...standing(making.coming, at), ...headers }), ...(from !== undefined && { from }) }
}
