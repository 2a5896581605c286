import { shipped } from '../template.ts'

/** What the firm would like its customers to know: an offer, a new lane, its hours over a holiday. */
export const newsletter = shipped({
  code: 'newsletter',
  category: 'marketing',
  fields: { title: { type: 'text' }, body: { type: 'text' }, more: { type: 'url', optional: true } },
  words: {
    'zh-CN': {
      email: {
        subject: '{{title}}',
        text: '{{recipientName}},您好:\n\n{{body}}\n{{#more}}\n了解更多:{{more}}\n{{/more}}\n不想再收到此类邮件:{{unsubscribeLink}}',
        html: '<p>{{recipientName}},您好:</p><p style="white-space:pre-line">{{body}}</p>{{#more}}<p><a href="{{more}}">了解更多</a></p>{{/more}}<p><a href="{{unsubscribeLink}}">不想再收到此类邮件</a></p>',
      },
    },
    en: {
      email: {
        subject: '{{title}}',
        text: 'Dear {{recipientName}},\n\n{{body}}\n{{#more}}\nRead more: {{more}}\n{{/more}}\nTo receive no more of these: {{unsubscribeLink}}',
        html: '<p>Dear {{recipientName}},</p><p style="white-space:pre-line">{{body}}</p>{{#more}}<p><a href="{{more}}">Read more</a></p>{{/more}}<p><a href="{{unsubscribeLink}}">Receive no more of these</a></p>',
      },
    },
  },
})
