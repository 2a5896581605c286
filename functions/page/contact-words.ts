import type { Language } from '../../domain/kernel/language.ts'
import { formNotices, type Notice } from './form-notices.ts'

/** What somebody may say that it is about: kinds of ticket, in the order of the list. */
export const subjects = [
  'inquiry',
  'tracking',
  'complaint',
  'exception',
  'claim',
  'booking_change',
  'billing_dispute',
  'document_request',
] as const
type Subject = (typeof subjects)[number]

export const fields = ['name', 'email', 'phone', 'kind', 'reference', 'message', 'files', 'consent'] as const
export type Field = (typeof fields)[number]

/** So many files go with one message by the form. */
export const mostSent = 5

/** The edition of the text that somebody agrees to. Another text is another edition, and this one stays with those who agreed to it. */
export const consentVersion = 'contact-2026-11'

type Words = {
  readonly title: string
  readonly intro: string
  readonly labels: Readonly<Record<Field, string>>
  readonly hints: Readonly<Partial<Record<Field, string>>>
  readonly kinds: Readonly<Record<Subject, string>>
  readonly noKind: string
  readonly required: string
  readonly optional: string
  readonly consent: string
  readonly leaveEmpty: string
  readonly submit: string
  readonly faults: string
  readonly fault: Readonly<Record<string, string>>
  readonly otherFault: string
  readonly languages: string
  /** How a reference stands in the message. */
  readonly referenceLine: (reference: string) => string
}

const zh: Words = {
  title: '联系客服',
  intro: '请告诉我们需要什么帮助。提交后您会收到受理编号。',
  labels: {
    name: '姓名或公司',
    email: '电子邮箱',
    phone: '电话',
    kind: '事由',
    reference: '运单号、箱号或订单号',
    message: '内容',
    files: '附件',
    consent: '隐私',
  },
  hints: {
    email: '邮箱与电话至少填写一项。',
    phone: '不写国家代码时按中国号码处理。',
    message: '最多 5000 字,请勿填写证件号码、密码等信息。',
    files: '最多 5 个文件,合计不超过 4 MB:图片、PDF、Office 文档、文本、邮件、录音或视频。',
  },
  kinds: {
    inquiry: '咨询',
    tracking: '货物查询',
    complaint: '投诉',
    exception: '运输异常',
    claim: '索赔',
    booking_change: '订舱变更',
    billing_dispute: '账单异议',
    document_request: '单证申请',
  },
  noKind: '请选择',
  required: '必填',
  optional: '选填',
  consent: '我同意贵公司为处理本次请求保存并使用以上信息。处理完毕后,信息按法定期限保留;我可以随时要求查看、更正或删除。',
  leaveEmpty: '请勿填写此栏',
  submit: '提交',
  faults: '还不能提交,请看以下问题:',
  fault: {
    'text.empty': '请填写此项。',
    'text.too_long': '文字过长,请缩短。',
    'email.invalid': '不是有效的电子邮箱。',
    'phone.invalid': '不是有效的电话号码。',
    'contact.no_way': '请填写邮箱或电话,以便我们回复。',
    'contact.no_consent': '须勾选同意,我们才能保存您的信息。',
    'contact.stale': '页面打开的时间过长。内容还在,请再提交一次。',
    'contact.file_refused': '文件无法接受:数量过多、为空,或不是可接受的类型。请重新选择。',
    'contact.choose_again': '请重新选择文件。',
    'contact.files_full': '现在无法接受文件。请先不带文件提交,收到受理编号后用邮件发送文件。',
  },
  otherFault: '此项无法接受,请修改。',
  languages: '语言',
  referenceLine: (reference) => `单号:${reference}`,
}

const en: Words = {
  title: 'Contact our service desk',
  intro: 'Tell us what you need. We will answer with a number by which you can refer to it.',
  labels: {
    name: 'Your name or company',
    email: 'E-mail',
    phone: 'Telephone',
    kind: 'What it is about',
    reference: 'Waybill, container or order number',
    message: 'Message',
    files: 'Files',
    consent: 'Privacy',
  },
  hints: {
    email: 'An e-mail address or a telephone number, at least one of them.',
    phone: 'Without a country code, a number is read as a Chinese one.',
    message: 'Up to 5,000 characters. Please leave out numbers of documents and passwords.',
    files: 'Up to 5 files, 4 MB together: pictures, PDF, Office documents, texts, mails, sound or film.',
  },
  kinds: {
    inquiry: 'A question',
    tracking: 'Where a shipment is',
    complaint: 'A complaint',
    exception: 'Something went wrong on the way',
    claim: 'A claim for loss or damage',
    booking_change: 'A change of a booking',
    billing_dispute: 'An invoice',
    document_request: 'Documents',
  },
  noKind: 'Please choose',
  required: 'required',
  optional: 'optional',
  consent:
    'I agree that you keep and use what I have written above in order to deal with this request. It is then kept for as long as the law asks; I may ask to see, correct or delete it at any time.',
  leaveEmpty: 'Please leave this empty',
  submit: 'Send',
  faults: 'This cannot be sent yet. Please look at:',
  fault: {
    'text.empty': 'Please fill this in.',
    'text.too_long': 'This is too long. Please shorten it.',
    'email.invalid': 'This is not an e-mail address.',
    'phone.invalid': 'This is not a telephone number.',
    'contact.no_way': 'Please give an e-mail address or a telephone number, so that we can answer.',
    'contact.no_consent': 'We may keep what you wrote only if you agree.',
    'contact.stale': 'The page was open for very long. Nothing is lost: please send it once more.',
    'contact.file_refused': 'There are too many files, or one is empty or of a kind that is not taken. Please choose again.',
    'contact.choose_again': 'Please choose your files again.',
    'contact.files_full':
      'No files can be taken just now. Please send this without them, and send them by e-mail when you have your number.',
  },
  otherFault: 'This cannot be taken as it is. Please change it.',
  languages: 'Language',
  referenceLine: (reference) => `Reference: ${reference}`,
}

export const words: Readonly<Record<Language, Words>> = { 'zh-CN': zh, en }

/** Pages that say that a message came through, or why it did not. */
export const notices = {
  thanks: {
    status: 200,
    'zh-CN': ['已收到', '我们已收到您的请求,将尽快回复。受理编号会发送到您填写的邮箱或手机。'],
    en: ['We have your message', 'We will answer soon. The number of your request is sent to the address or number that you gave.'],
  },
  often: {
    status: 429,
    'zh-CN': ['提交过于频繁', '短时间内收到的请求过多,请几分钟后再试,或致电客服。'],
    en: ['Too many messages', 'Too many messages came from you within a short time. Please try again in a few minutes, or call us.'],
  },
  ...formNotices,
  large: {
    status: 413,
    'zh-CN': ['内容过长', '请返回并缩短文字,或减少文件:合计不超过 4 MB。'],
    en: ['That is too much', 'Please go back and shorten the text, or send less: all files together may have 4 MB.'],
  },
  busy: {
    status: 503,
    'zh-CN': ['请稍后再试', '暂时无法保存。请返回后再提交一次。'],
    en: ['Please try again in a moment', 'We could not keep your message just now. Please go back and send it once more.'],
  },
} as const satisfies Record<string, Notice>
export type NoticeName = keyof typeof notices
