import { shipped } from '../template.ts'

/** What a colleague writes to somebody in their own words. */
export const letter = shipped({
  code: 'letter',
  category: 'transactional',
  fields: { title: { type: 'text' }, body: { type: 'text' }, signature: { type: 'text', optional: true } },
  words: {
    'zh-CN': {
      email: {
        subject: '{{title}}',
        text: '{{recipientName}},您好:\n\n{{body}}\n{{#signature}}\n{{signature}}{{/signature}}',
        html: '<p>{{recipientName}},您好:</p><p style="white-space:pre-line">{{body}}</p>{{#signature}}<p>{{signature}}</p>{{/signature}}',
      },
    },
    en: {
      email: {
        subject: '{{title}}',
        text: 'Dear {{recipientName}},\n\n{{body}}\n{{#signature}}\n{{signature}}{{/signature}}',
        html: '<p>Dear {{recipientName}},</p><p style="white-space:pre-line">{{body}}</p>{{#signature}}<p>{{signature}}</p>{{/signature}}',
      },
    },
  },
})
