import type { Language } from '../../kernel/language.ts'
import { shipped } from '../template.ts'

type Opening = { readonly subject: string; readonly greeting: string }
type Wording = Opening & Readonly<Record<'title' | 'question' | 'click' | 'all' | 'stop', string>>

const box =
  'display:inline-block;min-width:2em;margin:2px;padding:8px 4px;border:1px solid #1a4d8f;border-radius:4px;text-align:center;color:#1a4d8f'

/** The score goes in the address, where the page finds it chosen: nothing is answered by opening a link. */
const email = (language: Language, { subject, greeting, title, question, click, all, stop }: Wording) => {
  const page = `{{link}}?lang=${language}`
  return {
    subject: `${subject}{{${title}}}`,
    text: `${greeting}\n\n{{${title}}}\n{{#${question}}}{{${question}}}\n{{/${question}}}\n${all}: ${page}\n\n${stop}: {{unsubscribeLink}}`,
    html: [
      `<p>${greeting}</p><h1 style="font-size:1.3em">{{${title}}}</h1>`,
      `<p>{{${question}}}</p><p>{{#scores}}<a style="${box}" href="${page}&amp;score={{score}}">{{score}}</a>{{/scores}}</p>`,
      `<p>${click}</p><p><a href="${page}">${all}</a></p><p><a href="{{unsubscribeLink}}">${stop}</a></p>`,
    ].join(''),
  }
}

const zh = {
  title: 'titleZh',
  question: 'questionZh',
  click: '点选一个分数,在打开的页面上确认即可。',
  all: '打开问卷',
  stop: '不想再收到此类邮件',
} as const
const en = {
  title: 'titleEn',
  question: 'questionEn',
  click: 'Choose a score and confirm it on the page that opens.',
  all: 'Open the questionnaire',
  stop: 'To receive no more of these',
} as const

const fields = {
  link: { type: 'link' },
  titleZh: { type: 'text' },
  titleEn: { type: 'text' },
  questionZh: { type: 'text', optional: true },
  questionEn: { type: 'text', optional: true },
  scores: { type: 'list', optional: true, of: { score: { type: 'number' } } },
} as const

const mail = (code: string, openings: Readonly<Record<Language, Opening>>) =>
  shipped({
    code,
    category: 'survey',
    fields,
    words: {
      'zh-CN': { email: email('zh-CN', { ...zh, ...openings['zh-CN'] }) },
      en: { email: email('en', { ...en, ...openings.en }) },
    },
  })

/** Asks how it was. */
export const surveyInvitation = mail('survey.invitation', {
  'zh-CN': { subject: '', greeting: '{{recipientName}},您好:我们想听听您的意见。' },
  en: { subject: '', greeting: 'Dear {{recipientName}}, we would like to hear how it was.' },
})

/** Asks once more, three days later. */
export const surveyReminder = mail('survey.reminder', {
  'zh-CN': { subject: '提醒:', greeting: '{{recipientName}},您好:几天前我们请您评价,尚未收到您的回复。' },
  en: { subject: 'Reminder: ', greeting: 'Dear {{recipientName}}, a few days ago we asked how it was, and have not heard from you yet.' },
})
