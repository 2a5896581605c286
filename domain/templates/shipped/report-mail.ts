import type { Template } from '../template.ts'
import { shipped } from '../template.ts'

/** The columns of a list, each with what it is headed by. */
type Columns = Readonly<Record<string, { readonly en: string; readonly 'zh-CN': string; readonly type: 'text' | 'date' }>>

const scores: Columns = {
  name: { en: 'Of', 'zh-CN': '分组', type: 'text' },
  sent: { en: 'Asked', 'zh-CN': '发出', type: 'text' },
  response: { en: 'Answered', 'zh-CN': '回复', type: 'text' },
  csat: { en: 'CSAT', 'zh-CN': '满意度', type: 'text' },
  nps: { en: 'NPS', 'zh-CN': '净推荐值', type: 'text' },
  effort: { en: 'Effort', 'zh-CN': '便利度', type: 'text' },
}

const about: Columns = {
  name: { en: 'Customer', 'zh-CN': '客户', type: 'text' },
  tier: { en: 'Tier', 'zh-CN': '等级', type: 'text' },
  stage: { en: 'Stage', 'zh-CN': '阶段', type: 'text' },
  region: { en: 'Region', 'zh-CN': '区域', type: 'text' },
  owner: { en: 'Owner', 'zh-CN': '负责人', type: 'text' },
}

const said = {
  en: { none: 'Nothing is on this list now.', more: 'Only the first {{more}} are shown.' },
  'zh-CN': { none: '目前列表为空。', more: '仅显示前 {{more}} 条。' },
} as const

const wordsIn = (language: 'en' | 'zh-CN', columns: Columns) => {
  const { none, more } = said[language]
  const names = Object.keys(columns)
  const heads = Object.values(columns).map((column) => column[language])
  const cells = (before: string, after: string, texts: readonly string[]) => texts.map((text) => `${before}${text}${after}`).join('')
  const values = names.map((name) => `{{${name}}}`)
  return {
    email: {
      subject: '{{title}}',
      text: `{{title}}\n{{^shown}}\n${none}\n{{/shown}}{{#rows}}\n${values.join(' | ')}{{/rows}}\n{{#more}}\n${more}{{/more}}`,
      html: `<h1>{{title}}</h1>{{^shown}}<p>${none}</p>{{/shown}}{{#shown}}<table><tr>${cells('<th>', '</th>', heads)}</tr>{{#rows}}<tr>${cells('<td>', '</td>', values)}</tr>{{/rows}}</table>{{/shown}}{{#more}}<p>${more}</p>{{/more}}`,
    },
  }
}

const reportOf = (list: string, columns: Columns): Template =>
  shipped({
    code: `report.${list}`,
    category: 'transactional',
    urgent: true,
    fields: {
      title: { type: 'text' },
      rows: {
        type: 'list',
        of: Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, { type, optional: name !== 'name' }])),
      },
      shown: { type: 'number', optional: true },
      more: { type: 'number', optional: true },
    },
    words: { 'zh-CN': wordsIn('zh-CN', columns), en: wordsIn('en', columns) },
  })

/** Lists that are mailed to a colleague again and again. */
export const customerReport = reportOf('customers', about)
export const reviewReport = reportOf('reviews', { dueOn: { en: 'Due', 'zh-CN': '到期', type: 'date' }, ...about })
export const surveyReport = reportOf('survey_results', scores)
