import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partQuoted } from '../../../../domain/inbound/mail/quoted.ts'

const words = '谢谢,请明天送货。\nThanks\n'
const quoted = '> Where is it?\n>\n> Li Na\n'
const block = (first: string, ...rest: readonly string[]) => `${first}\n${rest.join('\n')}\n\nolder words\n`

describe('what somebody wrote now is told from what they answered', () => {
  it.each([
    ['Gmail', `\nOn Wed, Mar 4, 2026 at 9:12 AM Desk <desk@desk.lading.example> wrote:\n${quoted}`],
    ['Gmail over two lines', `\nOn Wed, Mar 4, 2026 at 9:12 AM Desk\n<desk@desk.lading.example> wrote:\n${quoted}`],
    ['Apple Mail in Chinese', `\n在 2026年3月4日,09:12,Desk <desk@desk.lading.example> 写道:\n${quoted}`],
    ['QQ Mail', '\n------------------ 原始邮件 ------------------\n发件人: "Desk" <desk@desk.lading.example>;\n您好\n'],
    ['Outlook', block('From: Desk <desk@desk.lading.example>', 'Sent: Wednesday, 4 March 2026 09:12', 'To: Li Na', 'Subject: RE: quote')],
    ['Outlook in Chinese', block('发件人: Desk', '发送时间: 2026年3月4日 9:12', '收件人: 李娜', '主题: 答复: 报价')],
    ['an older Outlook', '\n-----Original Message-----\nFrom: Desk\n'],
    ['a program that only marks lines', quoted],
  ])('as %s marks it', (_, history) => {
    const { fresh, history: old } = partQuoted(`${words}${history}`)
    expect([fresh.trim(), old.trim()]).toEqual([words.trim(), history.trim()])
  })

  it.each([
    ['an answer between the lines', `On Mon, Desk wrote:\n> When?\nTomorrow.\n> Where?\nAt the gate.\n`],
    ['an answer below', `> When?\n\nTomorrow.\n`],
    ['a sentence that begins as a header does', `${words}\nFrom: Ningbo, to: Hamburg, please quote.\n`],
    ['a sentence about what somebody wrote', `${words}\nOn Monday your colleague wrote: it is here. Is it?\n`],
    ['nothing but what is passed on', `---------- Forwarded message ---------\nFrom: Li Na <li.na@shunda.example>\nold\n`],
  ])('and %s stays whole', (_, text) => {
    expect(partQuoted(text)).toEqual({ fresh: text, history: '' })
  })

  it('and no word is ever lost', () => {
    const piece = fc.constantFrom(
      '> x',
      'On Mon, 4 Mar a@b.example wrote:',
      '写道:',
      '-----原始邮件-----',
      'From: a',
      'To: b',
      'Subject: c',
      '',
      'words',
      '  ',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (lines) => {
        const text = lines.join('\n')
        const { fresh, history } = partQuoted(text)
        expect(fresh + history).toBe(text)
        expect(/\S/.test(fresh)).toBe(/\S/.test(text))
      }),
    )
  })
})
