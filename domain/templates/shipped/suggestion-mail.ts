import { shipped } from '../template.ts'

const zh = { hello: '{{recipientName}},您好:', thanks: '感谢您的建议:', reason: '未能采纳的原因:' }
const en = { hello: 'Dear {{recipientName}},', thanks: 'thank you for what you suggested:', reason: 'Why we cannot do it:' }

const email = ({ hello, thanks, reason }: typeof zh, subject: string) => ({
  subject,
  text: `${hello}\n\n${thanks}\n\n{{suggested}}\n\n{{message}}\n{{#reason}}\n${reason} {{reason}}{{/reason}}`,
  html: `<p>${hello}</p><p>${thanks}</p><blockquote style="white-space:pre-line">{{suggested}}</blockquote><p style="white-space:pre-line">{{message}}</p>{{#reason}}<p>${reason} {{reason}}</p>{{/reason}}`,
})

/** Tells somebody what came of what they suggested, in a colleague's words. */
export const suggestionTold = shipped({
  code: 'suggestion.told',
  category: 'transactional',
  fields: { suggested: { type: 'text' }, message: { type: 'text' }, reason: { type: 'text', optional: true } },
  words: { 'zh-CN': { email: email(zh, '您的建议有了结果') }, en: { email: email(en, 'What came of your suggestion') } },
})
