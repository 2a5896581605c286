import type { FormField, Labels } from './form.ts'
import type { TicketKind } from './kind.ts'

const both = (zh: string, en: string): Labels => ({ 'zh-CN': zh, en })

type Named = readonly [code: string, zh: string, en: string]
const named = (values: readonly Named[]) => values.map(([code, zh, en]) => ({ code, labels: both(zh, en) }))

type Type = Exclude<FormField['type'], 'choice'>
const ask = (key: string, type: Type, [zh, en]: readonly [zh: string, en: string]): FormField => {
  const asked = { key, labels: both(zh, en), required: false }
  switch (type) {
    case 'line':
      return { type, ...asked, max: 200 }
    case 'text':
      return { type, ...asked, max: 2000 }
    case 'references':
      return { type, ...asked, most: 20 }
    default:
      return { type, ...asked }
  }
}
const choose = (key: string, [zh, en]: readonly [zh: string, en: string], options: readonly Named[]): FormField => ({
  type: 'choice',
  key,
  labels: both(zh, en),
  required: false,
  options: named(options),
})

const waybills = ask('waybills', 'references', ['运单号', 'Waybills'])
/** From where to where, by UN/LOCODE: who knows a lane is given its tickets. */
const lane = [
  ask('origin', 'place', ['起运地(代码)', 'From (place code)']),
  ask('destination', 'place', ['目的地(代码)', 'To (place code)']),
]
const invoices = ask('invoices', 'references', ['账单号', 'Invoices'])

const kind = (
  [code, zh, en]: Named,
  form: readonly FormField[],
  rest: Pick<TicketKind, 'causes'> & Partial<Pick<TicketKind, 'team' | 'urgency' | 'impact' | 'isClaim' | 'isComplaint'>>,
): TicketKind => ({
  code,
  labels: both(zh, en),
  form: [...form],
  team: 'customer_service',
  urgency: 'medium',
  impact: 'medium',
  isClaim: false,
  retired: false,
  ...rest,
})

const handling: readonly Named[] = [
  ['carrier', '承运商原因', 'The carrier'],
  ['warehouse', '仓库操作', 'Handling in the warehouse'],
  ['weather', '天气或不可抗力', 'Weather or force majeure'],
  ['customs', '海关查验', 'Customs'],
  ['customer_data', '客户资料有误', "The customer's data"],
  ['our_mistake', '我方失误', 'Our mistake'],
  ['other', '其他', 'Other'],
]

/** The kinds of ticket that a logistics firm starts with. An administrator changes them, and adds to them, without a deployment. */
export const shippedKinds: readonly TicketKind[] = [
  kind(
    ['inquiry', '咨询', 'Inquiry'],
    [
      choose(
        'topic',
        ['主题', 'Topic'],
        [
          ['rates', '价格', 'Rates'],
          ['service', '服务范围', 'Services'],
          ['documents', '单证要求', 'Paperwork'],
          ['other', '其他', 'Other'],
        ],
      ),
    ],
    {
      urgency: 'low',
      impact: 'low',
      causes: named([
        ['answered', '已答复', 'Answered'],
        ['passed_on', '已转交销售', 'Passed on to sales'],
        ['no_answer_needed', '无需答复', 'Nothing to answer'],
        ['other', '其他', 'Other'],
      ]),
    },
  ),
  kind(['tracking', '货物追踪', 'Tracking'], [waybills, ...lane, ask('promisedOn', 'date', ['承诺到达日', 'Promised for'])], {
    causes: named([
      ['on_its_way', '运输正常', 'On its way as planned'],
      ['delayed', '运输延误', 'Delayed'],
      ['delivered', '已送达', 'Delivered already'],
      ['data_missing', '轨迹缺失', 'No tracking data'],
      ['other', '其他', 'Other'],
    ]),
  }),
  kind(
    ['complaint', '投诉', 'Complaint'],
    [
      waybills,
      choose(
        'about',
        ['投诉对象', 'About'],
        [
          ['delay', '时效', 'Delay'],
          ['attitude', '服务态度', 'Attitude'],
          ['damage', '货损', 'Damage'],
          ['price', '费用', 'Price'],
          ['information', '信息不及时', 'Information'],
          ['other', '其他', 'Other'],
        ],
      ),
      ask('wanted', 'text', ['客户诉求', 'What the customer wants']),
    ],
    {
      urgency: 'high',
      isComplaint: true,
      causes: named([...handling.slice(0, -1), ['misunderstanding', '沟通误会', 'A misunderstanding'], ['other', '其他', 'Other']]),
    },
  ),
  kind(
    ['exception', '运输异常', 'Exception'],
    [
      waybills,
      choose(
        'what',
        ['异常类型', 'What happened'],
        [
          ['delay', '延误', 'Delay'],
          ['damage', '破损', 'Damage'],
          ['loss', '丢失', 'Loss'],
          ['temperature', '温控异常', 'Temperature'],
          ['customs_hold', '海关扣留', 'Held by customs'],
          ['wrong_delivery', '错误派送', 'Delivered wrongly'],
          ['other', '其他', 'Other'],
        ],
      ),
      ...lane,
      ask('place', 'line', ['发生地点', 'Where']),
    ],
    {
      team: 'operations',
      urgency: 'high',
      causes: named(handling),
    },
  ),
  kind(
    ['claim', '索赔', 'Claim'],
    [
      waybills,
      choose(
        'damage',
        ['损失类型', 'Damage'],
        [
          ['loss', '丢失', 'Loss'],
          ['damage', '破损', 'Damage'],
          ['shortage', '短少', 'Shortage'],
          ['delay', '延误', 'Delay'],
          ['temperature', '温控异常', 'Temperature'],
        ],
      ),
      ...lane,
      ask('happenedOn', 'date', ['发生日期', 'Happened on']),
      ask('goodsValue', 'money', ['货值', 'Value of the goods']),
    ],
    {
      impact: 'high',
      isClaim: true,
      causes: named(handling),
    },
  ),
  kind(
    ['booking_change', '订舱变更', 'Booking change'],
    [
      ask('bookings', 'references', ['订舱号', 'Bookings']),
      choose(
        'change',
        ['变更内容', 'Change'],
        [
          ['date', '日期', 'Date'],
          ['quantity', '数量', 'Quantity'],
          ['route', '路线', 'Route'],
          ['consignee', '收货人', 'Consignee'],
          ['cancel', '取消', 'Cancellation'],
        ],
      ),
      ...lane,
      ask('newDate', 'date', ['新日期', 'New date']),
    ],
    {
      team: 'operations',
      causes: named([
        ['changed', '已变更', 'Changed'],
        ['cancelled', '已取消', 'Cancelled'],
        ['refused_by_carrier', '承运商不接受', 'Refused by the carrier'],
        ['too_late', '已过截止时间', 'Past the cut-off'],
        ['other', '其他', 'Other'],
      ]),
    },
  ),
  kind(
    ['billing_dispute', '账单争议', 'Billing dispute'],
    [invoices, ask('disputed', 'money', ['争议金额', 'Amount in dispute']), ask('reason', 'text', ['争议原因', 'Why'])],
    {
      team: 'finance',
      causes: named([
        ['invoice_right', '账单无误', 'The invoice was right'],
        ['invoice_wrong', '账单有误', 'The invoice was wrong'],
        ['rate_wrong', '价格录入有误', 'A rate was entered wrongly'],
        ['goodwill', '商务让步', 'Goodwill'],
        ['other', '其他', 'Other'],
      ]),
    },
  ),
  kind(
    ['document_request', '单证申请', 'Document request'],
    [
      waybills,
      choose(
        'document',
        ['单证', 'Document'],
        [
          ['bill_of_lading', '提单', 'Bill of lading'],
          ['proof_of_delivery', '签收单', 'Proof of delivery'],
          ['customs_declaration', '报关单', 'Customs declaration'],
          ['invoice', '发票', 'Invoice'],
          ['certificate_of_origin', '原产地证', 'Certificate of origin'],
          ['other', '其他', 'Other'],
        ],
      ),
    ],
    {
      urgency: 'low',
      causes: named([
        ['sent', '已发送', 'Sent'],
        ['not_issued_yet', '尚未签发', 'Not issued yet'],
        ['not_ours', '非我方签发', 'Not ours to issue'],
        ['other', '其他', 'Other'],
      ]),
    },
  ),
]

export const shippedKind = (code: string): TicketKind | undefined => shippedKinds.find((one) => one.code === code)
