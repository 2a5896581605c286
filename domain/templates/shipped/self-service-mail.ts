import { shipped } from '../template.ts'

const zh = {
  hello: '{{recipientName}},您好:',
  ask: '请核对我们登记的您的联系资料,如有变动请直接更正。',
  link: '核对我的资料',
  note: '链接在 {{until}} 之前有效,只能提交一次。请勿转发给他人。',
}
const en = {
  hello: 'Dear {{recipientName}},',
  ask: 'please look through the contact data that we hold of you, and correct what has changed.',
  link: 'Look through my data',
  note: 'The link works until {{until}}, and takes your answer once. Please do not pass it on.',
}

const email = ({ hello, ask, link, note }: typeof zh, subject: string, language: string) => ({
  subject,
  text: `${hello}\n\n${ask}\n\n${link}: {{link}}?lang=${language}\n\n${note}`,
  html: `<p>${hello}</p><p>${ask}</p><p><a href="{{link}}?lang=${language}">${link}</a></p><p>${note}</p>`,
})

/** Asks somebody to look through their own data. */
export const selfServiceInvitation = shipped({
  code: 'self_service.invitation',
  category: 'transactional',
  fields: { link: { type: 'link' }, until: { type: 'instant' } },
  words: {
    'zh-CN': { email: email(zh, '请核对您的联系资料', 'zh-CN') },
    en: { email: email(en, 'Please look through your contact data', 'en') },
  },
})
