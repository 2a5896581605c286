import { Macro } from '../../../domain/macros/macro.ts'
import { shipped } from '../../../domain/templates/template.ts'
import { Ticket } from '../../../domain/tickets/ticket.ts'
import { kindOf } from '../sorting/support.ts'

/** A ticket as it stands when somebody looks at it. */
export const ticketOf = (facts: object = {}): Ticket =>
  Ticket.parse({
    id: 'tkt_01JD3Q6Y8ZK4T9W2M7V5N1X0RB',
    number: '261121-4711',
    status: 'open',
    kind: 'claim',
    subject: '外箱破损',
    channel: 'mail',
    urgency: 'medium',
    impact: 'medium',
    priority: 'P3',
    tags: ['damage'],
    form: {},
    requester: { name: '李娜', address: 'li.na@haiying.example' },
    assignee: 'usr_li',
    team: 'customer_service',
    watchers: [],
    openedAt: '2026-11-20T08:30:00.000Z',
    changedAt: '2026-11-20T08:30:00.000Z',
    why: [],
    facts: [],
    reopened: 0,
    lastInAt: '2026-11-20T08:30:00.000Z',
    ...facts,
  })

export const macroOf = (...actions: readonly object[]): Macro => Macro.parse({ code: 'a_macro', name: 'A macro', actions })

export const claimKind = kindOf('claim', {
  labels: { 'zh-CN': '索赔', en: 'Claim' },
  isClaim: true,
  causes: [{ code: 'handling', labels: { 'zh-CN': '装卸', en: 'Handling' } }],
  form: [
    { type: 'references', key: 'containerNumbers', labels: { 'zh-CN': '箱号', en: 'Containers' } },
    {
      type: 'choice',
      key: 'damage',
      labels: { 'zh-CN': '损坏', en: 'Damage' },
      options: [{ code: 'wet', labels: { 'zh-CN': '水湿', en: 'wet' } }],
    },
    { type: 'yes_no', key: 'insured', labels: { 'zh-CN': '投保', en: 'Insured' } },
  ],
})

export const replyTemplate = shipped({
  code: 'reply.claim',
  category: 'transactional',
  fields: {
    ticketNumber: { type: 'text' },
    claimAmount: { type: 'money', optional: true },
    containerNumbers: { type: 'text', optional: true },
  },
  words: {
    'zh-CN': {
      email: { subject: '-', text: '{{recipientName}},{{ticketNumber}} 已受理{{claimAmount}}', html: '<p>{{ticketNumber}} 已受理</p>' },
    },
    en: { email: { subject: '-', text: 'Dear {{recipientName}}, {{ticketNumber}} is with us', html: '<p>{{ticketNumber}}</p>' } },
  },
})
