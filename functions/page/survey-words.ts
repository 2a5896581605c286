import type { Language } from '../../domain/kernel/language.ts'
import type { ScoreKind } from '../../domain/questionnaires/questionnaire.ts'

/** What the page says by itself, beside the questions. */
type Words = {
  readonly submit: string
  readonly submitScore: (score: number) => string
  readonly more: string
  readonly required: string
  readonly optional: string
  readonly textHint: (most: number) => string
  readonly ends: Readonly<Record<ScoreKind, readonly [lowest: string, highest: string]>>
  readonly scoreOf: (score: number, highest: number) => string
  readonly faults: string
  readonly fault: Readonly<Record<string, string>>
  readonly otherFault: string
  readonly thanks: string
  readonly thanksText: string
  readonly change: string
  readonly changeUntil: string
  readonly privacy: string
  readonly languages: string
}

const zh: Words = {
  submit: '提交',
  submitScore: (score) => `确认提交 ${score} 分`,
  more: '也可以先回答下面的问题,再一起提交。',
  required: '必答',
  optional: '选答',
  textHint: (most) => `最多 ${most} 字,请勿填写证件号码、密码等信息。`,
  ends: {
    csat: ['非常不满意', '非常满意'],
    dimension: ['非常不满意', '非常满意'],
    nps: ['完全不可能', '非常可能'],
    effort: ['非常困难', '非常容易'],
  },
  scoreOf: (score, highest) => `${score} 分(满分 ${highest} 分)`,
  faults: '还不能提交,请看以下问题:',
  fault: {
    'answer.missing': '请回答此题。',
    'answer.off_scale': '请从给出的分数中选择。',
    'answer.not_a_score': '请从给出的分数中选择。',
    'text.too_long': '文字过长,请缩短。',
    'text.control_character': '文字中有无法保存的字符。',
    'text.bidi_override': '文字中有无法保存的字符。',
    'text.malformed_unicode': '文字中有无法保存的字符。',
    'answer.no_such_question': '收到了问卷以外的回答,请重新打开邮件中的链接。',
    'answer.nothing': '请至少回答一题。',
  },
  otherFault: '此项无法接受,请修改。',
  thanks: '感谢您的评价',
  thanksText: '我们已收到您的回答。',
  change: '更改回答',
  changeUntil: '一天之内可以更改。',
  privacy: '您的回答只用于改进我们的服务。',
  languages: '语言',
}

const en: Words = {
  submit: 'Send',
  submitScore: (score) => `Confirm and send ${score}`,
  more: 'Or answer the questions below first, and send all of it.',
  required: 'required',
  optional: 'optional',
  textHint: (most) => `Up to ${most} characters. Please leave out numbers of documents and passwords.`,
  ends: {
    csat: ['very dissatisfied', 'very satisfied'],
    dimension: ['very dissatisfied', 'very satisfied'],
    nps: ['not at all likely', 'extremely likely'],
    effort: ['very difficult', 'very easy'],
  },
  scoreOf: (score, highest) => `${score} of ${highest}`,
  faults: 'This cannot be sent yet. Please look at:',
  fault: {
    'answer.missing': 'Please answer this question.',
    'answer.off_scale': 'Please choose one of the scores shown.',
    'answer.not_a_score': 'Please choose one of the scores shown.',
    'text.too_long': 'The text is too long. Please shorten it.',
    'text.control_character': 'The text has characters that cannot be kept.',
    'text.bidi_override': 'The text has characters that cannot be kept.',
    'text.malformed_unicode': 'The text has characters that cannot be kept.',
    'answer.no_such_question': 'There was an answer to something that we did not ask. Please open the link in the mail again.',
    'answer.nothing': 'Please answer at least one question.',
  },
  otherFault: 'This cannot be taken as it is. Please change it.',
  thanks: 'Thank you',
  thanksText: 'We have your answers.',
  change: 'Change your answers',
  changeUntil: 'You can change them for a day.',
  privacy: 'Your answers serve to improve our service, and nothing else.',
  languages: 'Language',
}

export const words: Readonly<Record<Language, Words>> = { 'zh-CN': zh, en }

type Notice = Readonly<Record<Language, { readonly title: string; readonly text: string }>>

/** Pages that say that nothing can be answered here, or not so: each with its status. */
export const notices = {
  unknown: {
    status: 404,
    'zh-CN': { title: '链接无效', text: '链接不完整或不是我们发出的。请从邮件中重新打开,或完整复制链接。' },
    en: {
      title: 'This link does not work',
      text: 'It is incomplete, or we did not send it. Please open it from the mail again, or copy all of it.',
    },
  },
  over: {
    status: 410,
    'zh-CN': { title: '调查已结束', text: '这份问卷已不再接受回答。如有任何意见,欢迎随时联系我们。' },
    en: {
      title: 'This survey is over',
      text: 'It takes no more answers. If there is something that you would like to tell us, please get in touch.',
    },
  },
  answered: {
    status: 409,
    'zh-CN': { title: '您已回答过', text: '我们已收到您的回答,一天之后不可再更改。' },
    en: { title: 'You have answered already', text: 'We have your answers. They could be changed for a day, which has passed.' },
  },
  large: {
    status: 413,
    'zh-CN': { title: '内容过长', text: '您发送的内容超出了可接收的长度。请返回并缩短文字。' },
    en: { title: 'That is too long', text: 'What you sent is longer than we can take. Please go back and shorten the text.' },
  },
  form: {
    status: 415,
    'zh-CN': { title: '无法读取', text: '请使用本页面上的表单提交。' },
    en: { title: 'That cannot be read', text: 'Please use the form on the page.' },
  },
  busy: {
    status: 503,
    'zh-CN': { title: '请稍后再试', text: '暂时无法保存,您的回答没有丢失在别处:请返回后再提交一次。' },
    en: { title: 'Please try again in a moment', text: 'We could not keep your answers just now. Please go back and send them once more.' },
  },
} as const satisfies Record<string, Notice & { readonly status: number }>
export type NoticeName = keyof typeof notices
