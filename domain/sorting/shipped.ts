import * as z from 'zod'
import { madeOnce } from '../kernel/made-once.ts'
import { SortingRule } from './rule.ts'

/** Some words in the subject or the text, and what they make of a ticket. */
const onWords = (id: string, rank: number, words: readonly string[], rest: Omit<z.input<typeof SortingRule>, 'id' | 'when'>) => ({
  ...rest,
  id,
  rank,
  when: { text: [{ words: [...words] }] },
})

const rules = [
  onWords('urgent_words', 10, ['急', '加急', '马上', 'urgent', 'asap', 'immediately'], {
    name: '催办 Urgent',
    on: ['opened', 'message'],
    set: { urgency: 'high' },
  }),
  onWords(
    'claim_words',
    20,
    ['索赔', '理赔', '货损', '破损', '丢失', '短少', '灭失', 'claim', 'damaged', 'lost cargo', 'shortage', 'broken'],
    {
      name: '货损货差与索赔 Loss and damage',
      set: { kind: 'claim', impact: 'high', tags: ['damage'] },
    },
  ),
  onWords('complaint_words', 30, ['投诉', '不满', '态度差', '太差', 'complaint', 'complain', 'unacceptable', 'disappointed'], {
    name: '投诉 Complaint',
    on: ['opened', 'message'],
    set: { kind: 'complaint', urgency: 'high', tags: ['complaint'] },
  }),
  onWords('billing_words', 40, ['账单', '对账', '发票', '多收', '扣费', 'invoice', 'overcharged', 'billing'], {
    name: '账单争议 Billing',
    set: { kind: 'billing_dispute', team: 'finance' },
  }),
  onWords(
    'booking_words',
    50,
    ['改配', '改船', '退舱', '取消订舱', '修改订舱', 'amend booking', 'cancel booking', 'change booking', 'rollover'],
    {
      name: '订舱变更 Booking change',
      set: { kind: 'booking_change', urgency: 'high' },
    },
  ),
  onWords('exception_words', 60, ['延误', '甩柜', '扣关', '查验', '滞港', '异常', 'delayed', 'held by customs', 'rolled', 'demurrage'], {
    name: '运输异常 Exception',
    set: { kind: 'exception', urgency: 'high' },
  }),
  onWords(
    'document_words',
    70,
    ['提单', '箱单', '产地证', '单证', 'bill of lading', 'packing list', 'certificate of origin', 'documents'],
    {
      name: '单证 Documents',
      set: { kind: 'document_request', urgency: 'low' },
    },
  ),
  onWords('tracking_words', 80, ['到哪', '查件', '物流信息', '轨迹', '什么时候到', '预计到港', 'where is', 'tracking', 'track', 'eta'], {
    name: '查询货物 Tracking',
    set: { kind: 'tracking' },
  }),
]

/** What a logistics firm starts with. Whoever put one of these ids has it as they like. The first that says a kind is heard. */
export const shippedRules = madeOnce((): readonly SortingRule[] => z.array(SortingRule).parse(rules))
