import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { templateFindings } from '../../../domain/templates/check.ts'
import { faultyFields, hasLink } from '../../../domain/templates/fields.ts'
import { type Reading, render } from '../../../domain/templates/render.ts'
import { letter } from '../../../domain/templates/shipped/letter.ts'
import { digest } from '../../../domain/templates/shipped/staff-mail.ts'
import { shippedTemplates } from '../../../domain/templates/shipped.ts'
import { shipped, Template, TemplateDraft } from '../../../domain/templates/template.ts'

const reading: Reading = {
  language: 'en',
  zone: 'Asia/Shanghai',
  own: { recipientName: '李娜', unsubscribeLink: 'https://firm.example/u/x', confirmationCode: '' },
  linkTo: ({ page, id }) => `https://firm.example/${page}/${id}`,
}
const mailOf = (template: Template, values: Parameters<typeof render>[1]['values'], facts: Partial<Reading> = {}) => {
  const rendered = render(template, { channel: 'email', values }, { ...reading, ...facts })
  if (rendered?.channel !== 'email') throw new Error('no mail')
  return rendered
}
const saying = (text: string, fields: Template['fields'] = {}): Template =>
  shipped({ code: 'test', category: 'transactional', fields, words: { en: { email: { subject: text, text, html: text } } } })

describe('what is filled in', () => {
  it('stays text in HTML, whatever it holds, and a subject stays one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const { subject, html } = mailOf(saying('{{recipientName}}'), {}, { own: { recipientName: name } })
        expect(html).not.toMatch(/[<>"']/)
        expect(subject).not.toMatch(/[\r\n\u2028\u2029\0]/)
      }),
    )
  })

  it('says of a count of the digest that there is more, and nothing of what is nought', () => {
    const of = (values: Parameters<typeof render>[1]['values'], language: Reading['language']) =>
      mailOf(digest, { day: '2026-11-23', notices: [], reminders: [], ...values }, { language }).text.trim()
    expect(of({ unread: 1000, unreadMore: 'more', today: 2 }, 'en')).toBe('Due today: 2. Unread: 1,000 or more.')
    expect(of({ unread: 1000, unreadMore: 'more' }, 'zh-CN')).toBe('未读通知 1,000 条以上。')
    expect(of({ overdue: 1, unread: 7 }, 'zh-CN')).toBe('逾期提醒 1 项。未读通知 7 条。')
  })

  it('is never taken for a template itself', () => {
    expect(mailOf(letter, { title: '{{body}}', body: '{{{title}}}' }).text).toContain('{{{title}}}')
  })

  it('is written as its language and its reader have it', () => {
    const fields = {
      due: { type: 'instant', optional: false },
      day: { type: 'date', optional: false },
      sum: { type: 'money', optional: false },
      count: { type: 'number', optional: false },
    } as const
    const values = { due: '2026-11-21T18:00:00Z', day: '2026-11-21', sum: { minor: 123_456, currency: 'CNY' }, count: 12_345 }
    const { text } = mailOf(saying('{{due}}|{{day}}|{{sum}}|{{count}}', fields), values)
    expect(text).toBe('November 22, 2026 at 2:00 AM (Asia/Shanghai)|November 21, 2026|CN¥1,234.56|12,345')
    expect(mailOf(saying('{{sum}}', { sum: fields.sum }), { sum: { minor: 500, currency: 'JPY' } }).text).toBe('¥500')
  })

  it('repeats a section for each row, and leaves out one without a value', () => {
    const rows = { type: 'list', optional: true, of: { name: { type: 'text', optional: false } } } as const
    const template = saying('{{#rows}}{{name}};{{/rows}}{{#note}}({{note}}){{/note}}', { rows, note: { type: 'text', optional: true } })
    expect(mailOf(template, { rows: [{ name: 'a' }, { name: 'b' }] }).text).toBe('a;b;')
    expect(mailOf(template, { note: 'x' }).text).toBe('(x)')
  })

  it('makes a link when it is written out', () => {
    const { text } = mailOf(saying('{{link}}', { link: { type: 'link', optional: false } }), { link: { page: 's', id: 'svy_1' } })
    expect(text).toBe('https://firm.example/s/svy_1')
  })
})

describe('a value', () => {
  const faulty = (type: 'url' | 'instant' | 'money' | 'text' | 'link' | 'date', value: unknown) =>
    faultyFields({ field: { type, optional: false } }, { field: value })

  it.each([
    ['url', 'javascript:alert(1)'],
    ['url', 'data:text/html,x'],
    ['instant', 'tomorrow'],
    ['money', { minor: 1.5, currency: 'CNY' }],
    ['text', ''],
    ['text', '   '],
    ['text', undefined],
    ['date', '2026-02-30'],
    ['link', { page: 's', id: '../admin' }],
    ['link', { page: 'k', id: 'cal_1' }],
  ] as const)('of the type %s is not %j', (type, value) => {
    expect(faulty(type, value)).toEqual(['field'])
  })

  it('is wanted in each row of a list', () => {
    const spec = { rows: { type: 'list', optional: false, of: { name: { type: 'text', optional: false } } } } as const
    expect(faultyFields(spec, { rows: [{ name: 'a' }, {}] })).toEqual(['rows'])
    expect(faultyFields(spec, { rows: [] })).toEqual([])
  })
})

it('a link is found wherever a template has one, in the rows of a list too', () => {
  const [text, link] = [
    { type: 'text', optional: false },
    { type: 'link', optional: true },
  ] as const
  expect(hasLink({ text })).toBe(false)
  expect(hasLink({ text, link })).toBe(true)
  expect(hasLink({ rows: { type: 'list', optional: false, of: { text } } })).toBe(false)
  expect(hasLink({ rows: { type: 'list', optional: false, of: { text, link } } })).toBe(true)
})

describe('a template', () => {
  const faultsOf = (text: string, category: 'transactional' | 'marketing' = 'transactional') =>
    templateFindings(
      TemplateDraft.parse({
        category,
        fields: { title: { type: 'text' }, rows: { type: 'list', of: { name: { type: 'text' } } } },
        words: { en: { email: { subject: 'x', text, html: '{{unsubscribeLink}}' } } },
      }),
    ).flatMap(({ code, pointer }) => (pointer.endsWith('/text') ? [code] : []))

  it.each([
    ['{{{title}}}', 'template.form_unknown'],
    ['{{&title}}', 'template.form_unknown'],
    ['{{>other}}', 'template.form_unknown'],
    ['{{=<% %>=}}', 'template.form_unknown'],
    ['{{constructor}}', 'template.field_unknown'],
    ['{{title.length}}', 'template.field_unknown'],
    ['{{name}}', 'template.field_unknown'],
    ['{{rows}}', 'template.list_unrolled'],
    ['{{#rows}}', 'template.malformed'],
    ['{{#rows}}{{constructor}}{{/rows}}', 'template.field_unknown'],
    ['{{unsubscribeLink}}', 'template.field_unknown'],
  ])('may not say %s', (text, code) => {
    expect(faultsOf(text)).toEqual([code])
  })

  it('may use its fields, sections over rows and remarks', () => {
    expect(faultsOf('{{title}} {{#rows}}{{name}} {{title}}{{/rows}} {{^rows}}none{{/rows}} {{! a remark }}{{recipientName}}')).toEqual([])
  })

  it('that nobody asked for shows the way out in both forms of the mail', () => {
    expect(faultsOf('x', 'marketing')).toEqual(['template.no_way_out'])
  })

  it.each([...shippedTemplates.values()].map((template) => [template.code, template] as const))(
    '%s, which ships, keeps every rule',
    (_, template) => {
      const { code: _code, written: _written, ...draft } = template
      expect(Template.parse(template)).toEqual(template)
      expect(templateFindings(draft)).toEqual([])
      expect(Object.keys(template.words)).toEqual(['zh-CN', 'en'])
    },
  )
})
