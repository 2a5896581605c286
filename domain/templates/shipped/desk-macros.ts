import { shipped, type Template } from '../template.ts'

type Said = { readonly subject: string; readonly lines: readonly string[]; readonly asked?: readonly string[] }

const hello = { 'zh-CN': '您好:', en: 'Dear customer,' } as const

/** What is asked for stands in a list of its own, one thing a line. */
const email = ({ subject, lines, asked = [] }: Said, greeting: string) => {
  const items = asked.map((item) => `- ${item}`)
  const [first = '', ...rest] = lines
  return {
    subject: `[{{ticketNumber}}] ${subject}`,
    text: [greeting, [first, ...items].join('\n'), ...rest].join('\n\n'),
    html: [
      `<p>${greeting}</p><p>${first}</p>`,
      ...(asked.length === 0 ? [] : [`<ul>${asked.map((item) => `<li>${item}</li>`).join('')}</ul>`]),
      ...rest.map((line) => `<p>${line}</p>`),
    ].join(''),
  }
}

const answer = (code: string, zh: Said, en: Said, fields: Template['fields'] = {}): Template =>
  shipped({
    code,
    category: 'transactional',
    fields: { ticketNumber: { type: 'text' }, ...fields },
    words: { 'zh-CN': { email: email(zh, hello['zh-CN']) }, en: { email: email(en, hello.en) } },
  })

/** What an agent of a logistics desk writes again and again: the words behind the macros that come with the program. */
export const deskMacroWords: readonly Template[] = [
  answer(
    'desk.ask_waybill',
    {
      subject: '请提供运单号',
      lines: ['为尽快核实工单 {{ticketNumber}},请提供以下任一信息:', '收到后我们会立即查询并回复您。'],
      asked: ['运单号或提单号', '柜号', '订舱号'],
    },
    {
      subject: 'Please tell us the waybill number',
      lines: ['To look into {{ticketNumber}} we need one of the following:', 'We will check and answer as soon as we have it.'],
      asked: ['the waybill or bill of lading number', 'the container number', 'the booking number'],
    },
  ),
  answer(
    'desk.ask_damage_proof',
    {
      subject: '请提供签收单和货损照片',
      lines: ['为核实工单 {{ticketNumber}} 的货损情况,请直接回复本邮件并附上:', '请保留货物及外包装原状,以便查验。'],
      asked: ['签收单(注明异常)', '外包装、内包装和受损货物的照片', '受损货物的件数和价值'],
    },
    {
      subject: 'Please send proof of delivery and photos',
      lines: [
        'To establish the damage in {{ticketNumber}}, please answer this mail with:',
        'Please keep the goods and their packing as they are, so that they can be inspected.',
      ],
      asked: [
        'the proof of delivery, with the exception noted on it',
        'photos of the outer and inner packing and of the damaged goods',
        'the number and value of the damaged pieces',
      ],
    },
  ),
  answer(
    'desk.claim_received',
    {
      subject: '已收到您的索赔通知',
      lines: [
        '我们已收到您的索赔通知,编号 {{ticketNumber}}{{#noticeBy}},须在 {{noticeBy}} 前通知承运人{{/noticeBy}}。请补充以下材料:',
        '本函仅确认收到通知,不构成对责任或金额的承认。',
      ],
      asked: ['索赔函及索赔金额', '商业发票和装箱单', '提单或运单', '签收单及货损记录、照片'],
    },
    {
      subject: 'We have received your notice of claim',
      lines: [
        'We have received your notice of claim under {{ticketNumber}}{{#noticeBy}}; the carrier has to be notified by {{noticeBy}}{{/noticeBy}}. Please send us:',
        'This confirms that your notice has arrived, and admits neither liability nor an amount.',
      ],
      asked: [
        'the letter of claim with the amount',
        'the commercial invoice and the packing list',
        'the bill of lading or waybill',
        'the proof of delivery with the record and photos of the damage',
      ],
    },
    { noticeBy: { type: 'date', optional: true } },
  ),
  answer(
    'desk.ask_customs_documents',
    {
      subject: '请提供报关单证',
      lines: ['为办理工单 {{ticketNumber}} 的清关,请提供:', '资料齐全后我们即安排申报。'],
      asked: ['商业发票', '装箱单', '合同', '申报要素和商品编码(HS)', '报关委托书', '如有:原产地证、许可证件'],
    },
    {
      subject: 'Please send the customs documents',
      lines: ['To clear the goods of {{ticketNumber}} we need:', 'We file the declaration as soon as everything is there.'],
      asked: [
        'the commercial invoice',
        'the packing list',
        'the contract',
        'the elements of declaration and HS codes',
        'the power of attorney for customs',
        'where there are any: certificates of origin and licences',
      ],
    },
  ),
  answer(
    'desk.asked_carrier',
    { subject: '已向承运商查询', lines: ['关于工单 {{ticketNumber}},我们已向承运商查询,有答复会立即通知您。'] },
    {
      subject: 'We have asked the carrier',
      lines: ['About {{ticketNumber}}: we have asked the carrier, and will tell you as soon as there is an answer.'],
    },
  ),
  answer(
    'desk.delivered',
    {
      subject: '货物已送达',
      lines: [
        '关于工单 {{ticketNumber}}{{#waybills}}(运单 {{waybills}}){{/waybills}},货物已送达。',
        '如与您了解的情况不符,请直接回复,我们会继续核查。',
      ],
    },
    {
      subject: 'The goods were delivered',
      lines: [
        'About {{ticketNumber}}{{#waybills}} (waybill {{waybills}}){{/waybills}}: the goods were delivered.',
        'If that is not what you know, simply answer and we will look into it again.',
      ],
    },
    { waybills: { type: 'text', optional: true } },
  ),
]
