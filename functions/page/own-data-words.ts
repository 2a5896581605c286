import type { Confirmable } from '../../domain/kernel/confirmation.ts'
import type { Language } from '../../domain/kernel/language.ts'
import { formNotices, type Notice } from './form-notices.ts'

type Words = {
  readonly title: string
  readonly intro: string
  readonly members: Readonly<Record<Confirmable, string>>
  readonly right: string
  readonly another: Readonly<Record<'phones' | 'emails', string>>
  readonly none: string
  readonly hint: Readonly<Partial<Record<Confirmable, string>>>
  readonly channels: Readonly<Record<'phone' | 'email' | 'sms' | 'wechat', string>>
  readonly confirmedOn: (day: string) => string
  readonly submit: string
  readonly privacy: string
  readonly faults: string
  readonly fault: Readonly<Record<string, string>>
  readonly otherFault: string
  readonly languages: string
}

const zh: Words = {
  title: '核对您的资料',
  intro: '以下是我们登记的您的资料。请在正确的项目下勾选“无误”;如有变动,直接修改即可。',
  members: {
    name: '姓名',
    gender: '性别',
    birthDate: '出生日期',
    phones: '电话',
    emails: '电子邮箱',
    language: '语言',
    channel: '联系方式',
  },
  right: '无误',
  another: { phones: '新增电话', emails: '新增邮箱' },
  none: '未填写',
  hint: { phones: '清空即删除。不写国家代码时按中国号码处理。', emails: '清空即删除。' },
  channels: { phone: '电话', email: '电子邮件', sms: '短信', wechat: '微信' },
  confirmedOn: (day) => `您已于 ${day} 确认`,
  submit: '提交',
  privacy: '您的资料只用于与您联系。此链接只能提交一次。',
  faults: '还不能提交,请看以下问题:',
  fault: {
    'contact.overtaken': '您填写期间,资料有了更新。下面是最新内容,请重新核对、更正后提交。',
    'contact.nothing_confirmed': '请至少勾选或更正一项。',
    'phone.invalid': '不是有效的电话号码。',
    'phone.twice': '号码重复。',
    'email.invalid': '不是有效的电子邮箱。',
    'email.twice': '邮箱重复。',
    'text.empty': '不能为空。',
    'text.too_long': '文字过长。',
    'claim.taken': '此号码或邮箱无法登记,请与我们联系。',
  },
  otherFault: '此项无法接受,请修改。',
  languages: '语言',
}

const en: Words = {
  title: 'Your data with us',
  intro: 'This is what we hold of you. Please tick what is right, and simply correct what has changed.',
  members: {
    name: 'Name',
    gender: 'Gender',
    birthDate: 'Date of birth',
    phones: 'Telephone',
    emails: 'E-mail',
    language: 'Language',
    channel: 'How to reach you',
  },
  right: 'This is right',
  another: { phones: 'Another number', emails: 'Another address' },
  none: 'not given',
  hint: {
    phones: 'Empty a field to remove it. Without a country code, a number is read as a Chinese one.',
    emails: 'Empty a field to remove it.',
  },
  channels: { phone: 'by telephone', email: 'by e-mail', sms: 'by text message', wechat: 'by WeChat' },
  confirmedOn: (day) => `You confirmed this on ${day}`,
  submit: 'Send',
  privacy: 'Your data serve to reach you, and nothing else. This link takes your answer once.',
  faults: 'This cannot be sent yet. Please look at:',
  fault: {
    'contact.overtaken':
      'Your data were updated while you filled this in. Below they are as they stand now: please look through them again.',
    'contact.nothing_confirmed': 'Please tick or correct at least one thing.',
    'phone.invalid': 'This is not a telephone number.',
    'phone.twice': 'This number stands here twice.',
    'email.invalid': 'This is not an e-mail address.',
    'email.twice': 'This address stands here twice.',
    'text.empty': 'This cannot be empty.',
    'text.too_long': 'This is too long.',
    'claim.taken': 'We cannot take this number or address. Please get in touch with us.',
  },
  otherFault: 'This cannot be taken as it is. Please change it.',
  languages: 'Language',
}

export const words: Readonly<Record<Language, Words>> = { 'zh-CN': zh, en }

/** Pages that say why there is nothing to look through, or that it is done. */
export const notices = {
  done: {
    status: 200,
    'zh-CN': ['谢谢', '我们已收到您的确认与更正。'],
    en: ['Thank you', 'We have what you confirmed and corrected.'],
  },
  unknown: {
    status: 404,
    'zh-CN': ['链接无效', '链接不完整或不是我们发出的。请从邮件中重新打开,或完整复制链接。'],
    en: ['This link does not work', 'It is incomplete, or we did not send it. Please open it from the mail again, or copy all of it.'],
  },
  used: {
    status: 410,
    'zh-CN': ['链接已使用', '此链接只能提交一次。如需再次更正,请与我们联系。'],
    en: ['This link was used', 'It takes an answer once. If something else has changed, please get in touch with us.'],
  },
  expired: {
    status: 410,
    'zh-CN': ['链接已过期', '请与我们联系,以便重新发送链接。'],
    en: ['This link has expired', 'Please get in touch with us for a new one.'],
  },
  revoked: {
    status: 410,
    'zh-CN': ['链接已撤回', '此链接不再有效。如有疑问,请与我们联系。'],
    en: ['This link was withdrawn', 'It no longer works. If in doubt, please get in touch with us.'],
  },
  ...formNotices,
  busy: {
    status: 503,
    'zh-CN': ['请稍后再试', '暂时无法保存。请返回后再提交一次。'],
    en: ['Please try again in a moment', 'We could not keep it just now. Please go back and send it once more.'],
  },
} as const satisfies Record<string, Notice>
export type NoticeName = keyof typeof notices
