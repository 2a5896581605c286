import { shipped } from '../template.ts'

/** The code that confirms where a colleague's notices are mailed. */
export const confirmation = shipped({
  code: 'staff.confirmation',
  category: 'transactional',
  urgent: true,
  fields: {},
  words: {
    'zh-CN': {
      email: {
        subject: '请确认您的通知邮箱',
        text: '请在系统中输入此验证码以确认您的通知邮箱:\n\n{{confirmationCode}}\n\n验证码 24 小时内有效。如非本人操作,请忽略此邮件。',
        html: '<p>请在系统中输入此验证码以确认您的通知邮箱:</p><p><strong>{{confirmationCode}}</strong></p><p>验证码 24 小时内有效。如非本人操作,请忽略此邮件。</p>',
      },
    },
    en: {
      email: {
        subject: 'Confirm where your notices are mailed',
        text: 'Enter this code to confirm that your notices are to be mailed here:\n\n{{confirmationCode}}\n\nIt is good for 24 hours. If you did not ask for it, do nothing.',
        html: '<p>Enter this code to confirm that your notices are to be mailed here:</p><p><strong>{{confirmationCode}}</strong></p><p>It is good for 24 hours. If you did not ask for it, do nothing.</p>',
      },
    },
  },
})

const what = { words: { type: 'text' }, text: { type: 'text', optional: true }, customer: { type: 'text', optional: true } } as const
const said = '{{words}}{{#customer}} – {{customer}}{{/customer}}'

/** One notification by itself. */
export const notification = shipped({
  code: 'notification',
  category: 'transactional',
  urgent: true,
  fields: { ...what, at: { type: 'instant' } },
  words: {
    'zh-CN': {
      email: {
        subject: said,
        text: `${said}\n{{#text}}\n{{text}}\n{{/text}}\n{{at}}`,
        html: `<p><strong>${said}</strong></p>{{#text}}<p style="white-space:pre-line">{{text}}</p>{{/text}}<p>{{at}}</p>`,
      },
    },
    en: {
      email: {
        subject: said,
        text: `${said}\n{{#text}}\n{{text}}\n{{/text}}\n{{at}}`,
        html: `<p><strong>${said}</strong></p>{{#text}}<p style="white-space:pre-line">{{text}}</p>{{/text}}<p>{{at}}</p>`,
      },
    },
  },
})

const lines = {
  text: '{{#reminders}}\n· {{text}} ({{at}}){{/reminders}}\n{{#notices}}\n· {{words}}{{#customer}} – {{customer}}{{/customer}}{{#text}}: {{text}}{{/text}}{{/notices}}',
  html: '<ul>{{#reminders}}<li>{{text}} ({{at}})</li>{{/reminders}}</ul><ul>{{#notices}}<li>{{words}}{{#customer}} – {{customer}}{{/customer}}{{#text}}: {{text}}{{/text}}</li>{{/notices}}</ul>',
}
/** A count with its words, and that it is the least that there is where not all was looked at. */
const zhCount = (name: string, words: string, unit: string) =>
  `{{#${name}}}${words} {{${name}}} ${unit}{{#${name}More}}以上{{/${name}More}}。{{/${name}}}`
const enCount = (name: string, words: string) => `{{#${name}}}${words}: {{${name}}}{{#${name}More}} or more{{/${name}More}}. {{/${name}}}`
const zh = zhCount('overdue', '逾期提醒', '项') + zhCount('today', '今日提醒', '项') + zhCount('unread', '未读通知', '条')
const en = enCount('overdue', 'Overdue') + enCount('today', 'Due today') + enCount('unread', 'Unread')
const count = { type: 'number', optional: true } as const
const isMore = { type: 'text', optional: true } as const

/** What waits for a colleague on a working day. A count that is nought is left out. */
export const digest = shipped({
  code: 'digest',
  category: 'transactional',
  fields: {
    day: { type: 'date' },
    unread: count,
    unreadMore: isMore,
    today: count,
    todayMore: isMore,
    overdue: count,
    overdueMore: isMore,
    notices: { type: 'list', of: what },
    reminders: { type: 'list', of: { text: { type: 'text' }, at: { type: 'instant' } } },
  },
  words: {
    'zh-CN': { email: { subject: '{{day}} 工作摘要', text: `${zh}\n${lines.text}`, html: `<p>${zh}</p>${lines.html}` } },
    en: { email: { subject: 'Your day, {{day}}', text: `${en}\n${lines.text}`, html: `<p>${en}</p>${lines.html}` } },
  },
})
