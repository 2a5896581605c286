import { describe, expect, it } from 'vitest'
import { valuesFor } from '../../../domain/macros/merge-fields.ts'
import { writtenReply } from '../../../domain/macros/reply.ts'
import { claimKind, replyTemplate, ticketOf } from './support.ts'

const spoken = { kind: claimKind, customerName: '海盈贸易', agentName: 'usr_li', requesterName: '李娜' }
const written = (facts: object = {}, known: object = {}) => writtenReply(replyTemplate, ticketOf(facts), { ...spoken, ...known })

describe('a reply from a template', () => {
  it('is in the language of the customer, with what the ticket knows', () => {
    expect(written({ language: 'en' })).toMatchObject({ value: { language: 'en', text: 'Dear 李娜, 261121-4711 is with us' } })
    expect(written({ claim: { amount: { minor: 120_000, currency: 'CNY' } } })).toMatchObject({
      value: { language: 'zh-CN', text: '李娜,261121-4711 已受理¥1,200.00' },
    })
  })

  it('is in the one language that there is where theirs is not', () => {
    const english = { ...replyTemplate, words: { en: replyTemplate.words.en } }
    expect(writtenReply(english, ticketOf({ language: 'zh-CN' }), spoken)).toMatchObject({ value: { language: 'en' } })
  })

  it('is refused, with what is missing, rather than written half', () => {
    const needy = { ...replyTemplate, fields: { ...replyTemplate.fields, claimAmount: { type: 'money' as const, optional: false } } }
    expect(writtenReply(needy, ticketOf(), spoken)).toMatchObject({
      error: { code: 'macro.value_missing', findings: [{ pointer: '/fields/claimAmount' }] },
    })
    expect(written({}, { requesterName: undefined, customerName: undefined })).toMatchObject({
      error: { findings: [{ pointer: '/fields/recipientName' }] },
    })
    expect(written({}, { requesterName: undefined })).toMatchObject({ value: { text: '海盈贸易,261121-4711 已受理' } })
  })

  it('says nothing of a value that is markup', () => {
    const { text, html } = (({ value }: { value?: { text: string; html: string } }) => value ?? { text: '', html: '' })(
      writtenReply(
        { ...replyTemplate, words: { 'zh-CN': { email: { subject: '-', text: '{{recipientName}}', html: '{{recipientName}}' } } } },
        ticketOf(),
        {
          ...spoken,
          requesterName: '<img src=x>',
        },
      ) as { value?: { text: string; html: string } },
    )
    expect(text).toBe('<img src=x>')
    expect(html).not.toContain('<img')
  })
})

describe('the fields of a form', () => {
  it('are written as a customer reads them: choices by their labels, numbers behind one another', () => {
    const form = { containerNumbers: ['MSKU1234567', 'TGHU7654321'], damage: 'wet', insured: true }
    const specs = {
      containerNumbers: { type: 'text', optional: false },
      damage: { type: 'text', optional: false },
      insured: { type: 'text', optional: false },
    } as const
    const around = { kind: claimKind, customerName: undefined, agentName: 'usr_li' }
    expect(valuesFor(specs, ticketOf({ form }), { ...around, language: 'zh-CN' })).toEqual({
      containerNumbers: 'MSKU1234567, TGHU7654321',
      damage: '水湿',
      insured: '是',
    })
    expect(valuesFor(specs, ticketOf({ form }), { ...around, language: 'en' })).toMatchObject({ damage: 'wet', insured: 'yes' })
    expect(valuesFor(specs, ticketOf(), { ...around, language: 'en' })).toEqual({})
  })
})
