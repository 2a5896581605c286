import type { Random } from '../firm/random.ts'

/** What somebody writes about. `about` is the kind of ticket that a person would make of it. */
export type Matter = { readonly about: About; readonly subject: string; readonly text: string }
export type About = 'tracking' | 'complaint' | 'inquiry' | 'billing_dispute' | 'claim' | 'exception' | 'document_request' | 'booking_change'
export type Tongue = 'zh-CN' | 'en' | 'both' | 'ja'

type Some = readonly [Matter, ...Matter[]]
const matter = (about: About, subject: string, text: string): Matter => ({ about, subject, text })

const chinese: Some = [
  matter(
    'tracking',
    '请问货到哪里了 @@@U#######',
    '您好,\n\n我司柜号 @@@U####### 的轨迹三天没有更新,请帮忙查一下现在在哪里,预计什么时候到港?\n\n谢谢!',
  ),
  matter('tracking', '运单 YT26112########', '麻烦查询运单 YT26112######## 的派送情况,收货人说今天还没有收到。'),
  matter(
    'complaint',
    '投诉:送货迟到,司机态度恶劣',
    '我要投诉!昨天约好上午送货,结果晚上八点才到,司机态度还很差,现场工人等了一整天。请给一个说法。',
  ),
  matter('inquiry', '询价:上海到汉堡 2x40HQ', '您好,请报一下下个月上海港到汉堡的海运费,2x40HQ,普货,含目的港码头费。船期有哪些?'),
  matter('inquiry', '春节前截单时间', '请问节前最后一班拼箱的截单和截关时间是什么时候?我们有 12 个托盘要走。'),
  matter(
    'billing_dispute',
    '账单 INV-##### 金额有误',
    '对账时发现账单 INV-##### 的燃油附加费重复收取,与合同不符,请财务核对后重新开具发票。',
  ),
  matter(
    'claim',
    '货损索赔 @@@U#######',
    '提货时发现 6 箱受潮,外包装破损,已拍照取证。现正式提出索赔,金额约人民币 38,600 元,请提供所需单证清单。',
  ),
  matter('exception', '海关查验通知', '刚收到通知,这票货被海关布控查验,产生的费用和时间怎么算?请尽快安排人处理,客户在催。'),
  matter('document_request', '请提供提单副本和原产地证', '麻烦把提单副本、装箱单和原产地证扫描件发给我们,银行交单要用,今天之内需要。'),
  matter(
    'booking_change',
    '更改订舱 BKG#######',
    '订舱 BKG####### 需要从 1x20GP 改为 1x40HQ,同时把收货人换成我们荷兰的仓库,请确认是否来得及。',
  ),
]

const english: Some = [
  matter(
    'tracking',
    'Where is container @@@U#######?',
    'Hello,\n\ntracking for @@@U####### has not moved for five days. Our production line in Leipzig waits for it.\nCould you tell us where it is and the new ETA?\n\nKind regards',
  ),
  matter(
    'tracking',
    'POD for waybill YT26112########',
    'Please send the proof of delivery for YT26112########. The consignee says that one pallet is missing.',
  ),
  matter(
    'complaint',
    'Complaint: third late delivery this month',
    'This is the third delivery in a month that came a day late. Nobody called us. This is not acceptable, and I want to speak to a manager.',
  ),
  matter(
    'inquiry',
    'Rate request Ningbo - Rotterdam',
    'Dear team, kindly quote FCL Ningbo to Rotterdam, 3x40HQ, cargo ready mid of next month, terms FOB. Transit time and free days as well, please.',
  ),
  matter(
    'inquiry',
    'Opening hours over the holiday',
    'Are you open on the holiday tomorrow? We have two trucks that could unload in the morning.',
  ),
  matter(
    'billing_dispute',
    'Invoice INV-##### does not match our contract',
    'The demurrage on invoice INV-##### was waived in writing last week. Please issue a credit note.',
  ),
  matter(
    'claim',
    'Damaged cargo, claim for @@@U#######',
    'Four pallets arrived wet, see the survey report. We hold you liable and claim EUR 12,400. Please confirm receipt of this notice.',
  ),
  matter(
    'exception',
    'Reefer @@@U####### temperature alarm',
    'URGENT: the logger shows +9 C instead of +2 C since last night. Pharmaceutical goods. What are you doing about it?',
  ),
  matter(
    'document_request',
    'Please send B/L draft and packing list',
    'We need the draft bill of lading, the packing list and the certificate of origin today, the bank closes at 16:00.',
  ),
  matter(
    'booking_change',
    'Change to booking BKG#######',
    'Please change booking BKG####### to one 40HQ and postpone it by one sailing. Will there be a cancellation fee?',
  ),
]

const mixed: Some = [
  matter(
    'tracking',
    'Re 柜号 @@@U####### ETA update?',
    'Hi 王经理,\n\n@@@U####### 的 ETA 又 delay 了吗?客户 DDP 交货,仓库 appointment 已经约好了,请 urgent check。\n\nThanks',
  ),
  matter(
    'exception',
    'Customs hold 海关扣货 BKG#######',
    '您好,BKG####### 在目的港 customs hold,说缺 MSDS。附件请查收,please forward to the broker 尽快。',
  ),
  matter(
    'booking_change',
    '改配 rolled to next vessel',
    '船公司说我们的柜子 rolled 了,能不能改配另一条船?If not, please tell us the earliest sailing 最早的船期。',
  ),
]

const japanese: Some = [
  matter(
    'tracking',
    '貨物の到着予定について',
    'お世話になっております。\n\nコンテナ @@@U####### の到着予定を教えてください。通関書類は準備できています。\n\nよろしくお願いいたします。',
  ),
  matter('document_request', '船荷証券の写しをお願いします', '船荷証券と梱包明細書の写しを本日中にお送りいただけますでしょうか。'),
]

const spoken = { 'zh-CN': chinese, en: english, both: mixed, ja: japanese } satisfies Record<Tongue, Some>

/** A matter as somebody puts it who speaks that language, with numbers of its own. */
export const matterIn = (tongue: Tongue, random: Random): Matter => {
  const { about, subject, text } = random.pick(spoken[tongue])
  const number = random.fill('@@@U#######')
  const filled = (words: string): string => random.fill(words.replaceAll('@@@U#######', number))
  return { about, subject: filled(subject), text: filled(text) }
}

type Lines = readonly [string, ...string[]]
const more = {
  'zh-CN': [
    '请问有进展吗?客户一直在催,今天必须给答复。',
    '补充一下:收货联系人换成张先生,电话不变。',
    '谢谢,收到。另外请把费用明细也发一下。',
    '还是没有更新,麻烦再跟一下承运商。',
  ],
  en: [
    'Any news on this? Our customer keeps calling.',
    'One more thing: please deliver to gate 3, not to the office.',
    'Thank you, noted. Could you also send the cost breakdown?',
    'Still nothing has moved. Please chase the carrier.',
  ],
  both: ['Any update? 客户 urgent,请今天 confirm。', '收到 thanks,B/L number 请再 double check 一下。'],
  ja: ['その後いかがでしょうか。本日中にご連絡ください。'],
} satisfies Record<Tongue, Lines>

/** What somebody adds to a matter that is under way. */
export const moreIn = (tongue: Tongue, random: Random): string => random.pick(more[tongue])

/** What a customer writes who is not content with how it was resolved. */
export const notSolved = (language: 'zh-CN' | 'en'): string =>
  language === 'en' ? 'I am sorry, but this is not solved: nothing has arrived yet.' : '问题并没有解决,货还是没有收到,请重新处理。'
