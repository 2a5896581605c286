type Some<Item> = readonly [Item, ...Item[]]
/** A Chinese word and how it is spelled in Latin letters, for addresses of the web. */
export type Spelled = readonly [written: string, spelled: string]

export const surnames: Some<Spelled> = [
  ['王', 'wang'],
  ['李', 'li'],
  ['张', 'zhang'],
  ['刘', 'liu'],
  ['陈', 'chen'],
  ['杨', 'yang'],
  ['黄', 'huang'],
  ['赵', 'zhao'],
  ['周', 'zhou'],
  ['吴', 'wu'],
  ['徐', 'xu'],
  ['孙', 'sun'],
  ['林', 'lin'],
  ['欧阳', 'ouyang'],
]

export const givenNames: Some<Spelled> = [
  ['伟', 'wei'],
  ['芳', 'fang'],
  ['娜', 'na'],
  ['敏', 'min'],
  ['建国', 'jianguo'],
  ['丽华', 'lihua'],
  ['志强', 'zhiqiang'],
  ['雪梅', 'xuemei'],
  ['海涛', 'haitao'],
  ['晓燕', 'xiaoyan'],
  ['子轩', 'zixuan'],
  ['雨桐', 'yutong'],
  ['俊杰', 'junjie'],
  ['思远', 'siyuan'],
]

export const westernNames: Some<string> = [
  'Anna Vogel',
  'Jan de Vries',
  'Oliver Grant',
  'Tan Wei Ling',
  'Nguyễn Minh Anh',
  'Sato Yuki',
  'Maria Lopez',
  'Thomas Keller',
  'Emma Hughes',
  'Rachel Kim',
]

export const brandFirst: Some<Spelled> = [
  ['恒', 'heng'],
  ['瑞', 'rui'],
  ['华', 'hua'],
  ['顺', 'shun'],
  ['鑫', 'xin'],
  ['远', 'yuan'],
  ['嘉', 'jia'],
  ['博', 'bo'],
  ['天', 'tian'],
  ['海', 'hai'],
  ['金', 'jin'],
  ['中', 'zhong'],
]
export const brandSecond: Some<Spelled> = [
  ['泰', 'tai'],
  ['达', 'da'],
  ['通', 'tong'],
  ['丰', 'feng'],
  ['源', 'yuan'],
  ['安', 'an'],
  ['晟', 'sheng'],
  ['信', 'xin'],
  ['腾', 'teng'],
  ['洋', 'yang'],
  ['和', 'he'],
  ['诚', 'cheng'],
]

export const westernBrands: Some<string> = [
  'Nordhafen',
  'Bluewater',
  'Kestrel',
  'Alder & Finch',
  'Meridian',
  'Silverline',
  'Lotus Bay',
  'Redwood',
  'Harbourgate',
  'Solstice',
]

/** Value of the list `industry`, the trade in a firm's name in Chinese and in English, and how the firm would put its business. */
export const trades: Some<readonly [code: string, zh: string, en: string, business: string]> = [
  ['electronics', '电子', 'Electronics', '消费电子整机与配件出口'],
  ['machinery', '精密机械', 'Machinery', '数控机床与零部件'],
  ['automotive', '汽车零部件', 'Automotive', '汽车底盘件,准时制供货'],
  ['batteries', '新能源', 'Energy Storage', '锂电池与储能柜(第九类危险品)'],
  ['cold_chain_food', '冷链食品', 'Foods', '冷冻水产与肉类进口'],
  ['cross_border_ecommerce', '跨境电商', 'Commerce', '跨境电商小包与海外仓备货'],
  ['furniture', '家居', 'Furniture', '板式家具出口,多拼箱'],
  ['apparel', '服饰', 'Apparel', '成衣空运与挂装运输'],
  ['chemicals', '化工', 'Chemicals', '精细化工原料,部分需危申报'],
  ['medical_devices', '医疗器械', 'Medical', '诊断试剂与器械,全程温控'],
  ['solar', '光伏科技', 'Solar', '组件与逆变器整柜出口'],
  ['trading', '贸易', 'Trading', '大宗商品贸易'],
]

export const warnings: Some<string> = [
  '冷链客户,周末不收货;到仓前两小时电话预约。',
  '危险品须提前五个工作日提交 MSDS 与危包证,否则不订舱。',
  '发票抬头以分公司为准,账单只寄财务,不要抄送采购。',
  '仓库限高 4.2 米,高箱车进不去,需提前换车。',
  'Deliver by appointment only: gate closes at 15:00, no exceptions.',
]
export const remarks: Some<string> = [
  '季度回访:对时效满意,希望增加每周一的拼箱航次。',
  '上周报价美西航线,客户在比较两家同行,周四前答复。',
  '旺季前锁舱 20 柜/月,合同待法务审核。',
  '客户提出改用铁路双清,已转操作部评估。',
  'Asked for a sustainability report on last year’s shipments.',
  '新任物流经理到岗,介绍了异常处理流程与值班电话。',
]
