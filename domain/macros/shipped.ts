import { Macro } from './macro.ts'

/** Asks the customer for something, by the template that asks for it, and waits for them. */
const asks = (code: string, name: string, kinds: readonly string[]) => ({
  code,
  name,
  kinds,
  actions: [
    { do: 'reply', template: `desk.${code}` },
    { do: 'move', to: 'pending_customer' },
  ],
})

/** The macros that every firm of the trade writes first. A firm puts its own under these codes, or retires them. */
export const shippedMacros: readonly Macro[] = [
  asks('ask_waybill', '请提供运单号 / Ask for the waybill number', ['inquiry', 'tracking', 'complaint', 'exception']),
  asks('ask_damage_proof', '请提供签收单和货损照片 / Ask for proof of delivery and photos', ['complaint', 'exception', 'claim']),
  asks('claim_received', '已收到索赔通知 / Notice of claim received', ['claim']),
  asks('ask_customs_documents', '请提供报关单证 / Ask for customs documents', [
    'inquiry',
    'exception',
    'booking_change',
    'document_request',
  ]),
  {
    code: 'asked_carrier',
    name: '已向承运商查询 / Carrier asked',
    kinds: ['tracking', 'complaint', 'exception', 'claim'],
    actions: [
      { do: 'reply', template: 'desk.asked_carrier' },
      { do: 'move', to: 'pending_carrier' },
    ],
  },
  {
    code: 'delivered_and_told',
    name: '已送达并告知客户 / Delivered, and the customer told',
    kinds: ['tracking'],
    actions: [
      { do: 'reply', template: 'desk.delivered' },
      {
        do: 'resolve',
        cause: 'delivered',
        fix: '货物已送达,已告知客户。\nThe goods were delivered, and the customer was told.',
        customerTold: true,
      },
    ],
  },
].map((macro) => Macro.parse(macro))

/** A macro that comes with the program. */
export const shippedMacro = (code: string): Macro | undefined => shippedMacros.find((one) => one.code === code)
