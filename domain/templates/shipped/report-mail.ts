import type { Template } from '../template.ts'
import { shipped } from '../template.ts'

/** A column of a list with what it is headed by. What `leads` is a figure, and beside it stands where that is read which it counts. */
type Column = { readonly en: string; readonly 'zh-CN': string; readonly type: 'text' | 'date'; readonly leads?: true }
type Columns = Readonly<Record<string, Column>>

const figure = (en: string, zh: string): Column => ({ en, 'zh-CN': zh, type: 'text', leads: true })

const scores: Columns = {
  name: { en: 'Of', 'zh-CN': '分组', type: 'text' },
  sent: figure('Asked', '发出'),
  response: figure('Answered', '回复'),
  csat: figure('CSAT', '满意度'),
  nps: figure('NPS', '净推荐值'),
  effort: figure('Effort', '便利度'),
}

const desk: Columns = {
  name: { en: 'Of', 'zh-CN': '分组', type: 'text' },
  opened: figure('Opened', '新开'),
  firstResponse: figure('First response (count; median of working minutes; in time)', '首次响应(次数;中位工作分钟;按时率)'),
  resolved: figure('Resolved (count; median of working minutes; in time)', '解决(次数;中位工作分钟;按时率)'),
  reopened: figure('Came back (count; share of those resolved)', '重开(次数;占已解决)'),
  backlog: figure('Open now', '当前未结'),
  load: figure('In hand / limit', '在手 / 上限'),
}

const about: Columns = {
  name: { en: 'Customer', 'zh-CN': '客户', type: 'text' },
  tier: { en: 'Tier', 'zh-CN': '等级', type: 'text' },
  stage: { en: 'Stage', 'zh-CN': '阶段', type: 'text' },
  region: { en: 'Region', 'zh-CN': '区域', type: 'text' },
  owner: { en: 'Owner', 'zh-CN': '负责人', type: 'text' },
}

const said = {
  en: { none: 'Nothing is on this list now.', more: 'Only the first {{more}} are shown.', all: 'All' },
  'zh-CN': { none: '目前列表为空。', more: '仅显示前 {{more}} 条。', all: '合计' },
} as const
type Language = keyof typeof said

const isFigure = ([, column]: readonly [string, Column]): boolean => column.leads === true

/** A figure on a line of its own, with the address under which that is read which it counts. */
const lineOf = (language: Language, [name, column]: readonly [string, Column]): string =>
  `{{#${name}}}\n  ${column[language]}: {{${name}}}\n    {{${name}At}}{{/${name}}}`

/** A list without figures is a line for each row; with them a row is a paragraph, or addresses would stand between. */
const textOf = (language: Language, columns: Columns): string => {
  const all = Object.entries(columns)
  const figures = all.filter(isFigure)
  if (figures.length === 0) return `{{#rows}}\n${all.map(([name]) => `{{${name}}}`).join(' | ')}{{/rows}}`
  const lines = figures.map((one) => lineOf(language, one)).join('')
  return `{{#total}}\n\n${said[language].all}${lines}{{/total}}{{#rows}}\n\n{{name}}${lines}{{/rows}}`
}

const cellOf = ([name, column]: readonly [string, Column]): string =>
  isFigure([name, column])
    ? `{{#${name}At}}<a href="{{${name}At}}">{{${name}}}</a>{{/${name}At}}{{^${name}At}}{{${name}}}{{/${name}At}}`
    : `{{${name}}}`

const tableOf = (language: Language, columns: Columns): string => {
  const all = Object.entries(columns)
  const row = (cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  const head = `<tr>${all.map(([, column]) => `<th>${column[language]}</th>`).join('')}</tr>`
  const figures = all.filter(isFigure)
  const total = figures.length > 0 ? `{{#total}}${row([said[language].all, ...figures.map(cellOf)])}{{/total}}` : ''
  return `<table>${head}${total}{{#rows}}${row(all.map(cellOf))}{{/rows}}</table>`
}

const wordsIn = (language: Language, columns: Columns) => {
  const { none, more } = said[language]
  return {
    email: {
      subject: '{{title}}',
      text: `{{title}}\n{{^shown}}\n${none}\n{{/shown}}${textOf(language, columns)}\n{{#more}}\n${more}{{/more}}`,
      html: `<h1>{{title}}</h1>{{^shown}}<p>${none}</p>{{/shown}}{{#shown}}${tableOf(language, columns)}{{/shown}}{{#more}}<p>${more}</p>{{/more}}`,
    },
  }
}

const fieldsOf = (columns: Columns) =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([name, column]) => [
      [name, { type: column.type, optional: name !== 'name' }],
      ...(isFigure([name, column]) ? [[`${name}At`, { type: 'link', optional: true } as const]] : []),
    ]),
  )

const reportOf = (list: string, columns: Columns): Template => {
  const { name: _name, ...figures } = columns
  const hasFigures = Object.entries(columns).some(isFigure)
  return shipped({
    code: `report.${list}`,
    category: 'transactional',
    urgent: true,
    fields: {
      title: { type: 'text' },
      rows: { type: 'list', of: fieldsOf(columns) },
      ...(hasFigures && { total: { type: 'list', optional: true, of: fieldsOf(figures) } }),
      shown: { type: 'number', optional: true },
      more: { type: 'number', optional: true },
    },
    words: { 'zh-CN': wordsIn('zh-CN', columns), en: wordsIn('en', columns) },
  })
}

/** Lists that are mailed to a colleague again and again. */
export const customerReport = reportOf('customers', about)
export const reviewReport = reportOf('reviews', { dueOn: { en: 'Due', 'zh-CN': '到期', type: 'date' }, ...about })
export const surveyReport = reportOf('survey_results', scores)
export const deskReport = reportOf('desk_figures', desk)
