import { shipped, type Template } from '../template.ts'

type Said = {
  readonly subject: string
  readonly lines: readonly string[]
  readonly closed?: string
  readonly foot: string
  readonly hello: string
}

/** The number stands in the subject: an answer finds its way by it. */
const email = ({ subject, lines, closed, foot, hello }: Said) => {
  const opens = closed === undefined ? [] : [`{{#opensAt}}${closed}{{/opensAt}}`]
  const body = [...lines, ...opens, foot]
  return {
    subject: `[{{ticketNumber}}] ${subject}`,
    text: [hello, ...body].join('\n\n'),
    html: [hello, ...body].map((line) => `<p>${line}</p>`).join(''),
  }
}

const zhFoot = '本邮件由系统自动发出。如需补充,请直接回复,并保留主题中的编号。'
const enFoot = 'This was sent automatically. To add anything, answer this mail and leave the number in its subject.'
const zhHello = '{{#recipientName}}{{recipientName}},{{/recipientName}}您好:'
const enHello = 'Dear {{#recipientName}}{{recipientName}}{{/recipientName}}{{^recipientName}}customer{{/recipientName}},'

type Line = { readonly subject: string; readonly lines: readonly string[]; readonly closed?: string }

/** In a chat there is neither subject nor greeting; whoever wrote a moment ago can be answered there. */
const chat = ({ lines, closed }: Line, between: string) => ({
  text: [...lines, ...(closed === undefined ? [] : [`{{#opensAt}}${closed}{{/opensAt}}`])].join(between),
})

const answer = (code: string, zh: Line, en: Line): Template =>
  shipped({
    code,
    category: 'transactional',
    // Whoever writes at night may know at once that it has arrived.
    urgent: true,
    fields: {
      ticketNumber: { type: 'text' },
      ...(zh.closed !== undefined && { opensAt: { type: 'instant' as const, optional: true } }),
    },
    words: {
      'zh-CN': { email: email({ ...zh, hello: zhHello, foot: zhFoot }), sms: { text: `${zh.lines.join('')}` }, wechat: chat(zh, '') },
      en: { email: email({ ...en, hello: enHello, foot: enFoot }), sms: { text: `${en.lines.join(' ')}` }, wechat: chat(en, ' ') },
    },
  })

/** What the desk says by itself when somebody writes for the first time, and later in the same matter, inside working hours and outside. */
export const deskAnswers: readonly Template[] = [
  answer(
    'desk.opened',
    { subject: '已收到您的来信', lines: ['我们已收到您的来信,工单编号 {{ticketNumber}},会尽快答复您。'] },
    {
      subject: 'We have received your message',
      lines: ['We have received your message. Its number is {{ticketNumber}}, and we will answer soon.'],
    },
  ),
  answer(
    'desk.opened_outside',
    {
      subject: '已收到您的来信',
      lines: ['我们已收到您的来信,工单编号 {{ticketNumber}}。现在是非工作时间。'],
      closed: '我们将于 {{opensAt}} 恢复办公,届时尽快答复您。',
    },
    {
      subject: 'We have received your message',
      lines: ['We have received your message. Its number is {{ticketNumber}}. Nobody is at the desk now.'],
      closed: 'We are back on {{opensAt}}, and will answer soon after.',
    },
  ),
  answer(
    'desk.message',
    { subject: '已收到您的补充', lines: ['您对工单 {{ticketNumber}} 的补充已收到,会尽快答复您。'] },
    { subject: 'We have received your addition', lines: ['What you added to {{ticketNumber}} has arrived, and we will answer soon.'] },
  ),
  answer(
    'desk.message_outside',
    {
      subject: '已收到您的补充',
      lines: ['您对工单 {{ticketNumber}} 的补充已收到。现在是非工作时间。'],
      closed: '我们将于 {{opensAt}} 恢复办公,届时尽快答复您。',
    },
    {
      subject: 'We have received your addition',
      lines: ['What you added to {{ticketNumber}} has arrived. Nobody is at the desk now.'],
      closed: 'We are back on {{opensAt}}, and will answer soon after.',
    },
  ),
]
