import { shipped } from '../template.ts'

const fields = {
  number: { type: 'text' },
  /** The message of the ticket that it brings, and when that was said: its text is looked up when it is sent. */
  message: { type: 'text' },
  saidAt: { type: 'instant' },
} as const

const subject = 'Re: {{conversationSubject}} [{{number}}]'

/** What somebody at the desk answers, in their own words. The number stands in the subject: an answer may find its way by it. */
export const deskReply = shipped({
  code: 'desk.reply',
  category: 'transactional',
  urgent: true,
  fields,
  words: {
    'zh-CN': {
      email: {
        subject,
        text: '{{replyText}}\n\n-- \n工单编号 {{number}}。直接回复本邮件即可继续沟通。',
        html: '<div style="white-space:pre-line">{{replyText}}</div><p style="color:#5b6673">工单编号 {{number}}。直接回复本邮件即可继续沟通。</p>',
      },
    },
    en: {
      email: {
        subject,
        text: '{{replyText}}\n\n-- \nYour number is {{number}}. To go on, simply answer this mail.',
        html: '<div style="white-space:pre-line">{{replyText}}</div><p style="color:#5b6673">Your number is {{number}}. To go on, simply answer this mail.</p>',
      },
    },
  },
})

/** The same in a chat at WeChat, in nothing but their words; as a mail where no account of ours sends. */
export const deskChatReply = shipped({
  code: 'desk.chat_reply',
  category: 'transactional',
  urgent: true,
  fields,
  words: {
    'zh-CN': { ...deskReply.words['zh-CN'], wechat: { text: '{{replyText}}' } },
    en: { ...deskReply.words.en, wechat: { text: '{{replyText}}' } },
  },
})
