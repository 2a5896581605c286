import { CustomerDraft } from '../../../domain/customers/customer.ts'
import { CustomerEvent } from '../../../domain/customers/events.ts'

export const id = 'cus_01KAJ0000000000000000000AA'
export const registeredAt = '2026-03-02T01:00:00.000Z'

/** A forwarder in Shanghai that keeps every rule. */
export const company = (facts: Readonly<Record<string, unknown>> = {}): CustomerDraft =>
  CustomerDraft.parse({ kind: 'company', legalName: '上海顺达国际货运代理有限公司', ...facts })

export const individual = (facts: Readonly<Record<string, unknown>> = {}): CustomerDraft =>
  CustomerDraft.parse({ kind: 'individual', name: '李娜', ...facts })

/** `draft` as it was taken in, looked after by `usr_1` unless the draft says otherwise. */
export const registered = (draft: CustomerDraft = company(), warnings: readonly { code: string; pointer: string }[] = []) =>
  CustomerEvent.parse({
    type: 'customer.registered',
    customer: { owner: 'usr_1', ...draft, id, registeredAt, changedAt: registeredAt, warnings },
  })

export const site = (facts: Readonly<Record<string, unknown>> = {}) => ({
  code: 'hq',
  type: 'registered',
  name: '总部',
  address: { country: 'CN', region: '上海市', city: '上海市', district: '浦东新区', lines: ['世纪大道1000号'] },
  ...facts,
})
