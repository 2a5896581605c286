import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

let n = 0
const next = () => {
  n += 1
  return n
}
const message = () => ({
  externalId: `chat-${1000 + next()}`,
  from: { name: '李娜', address: `li.na-${1000 + n}@nowhere.example` },
  text: '货物 YT2026112200123 到哪里了?',
  language: 'zh-CN',
})
const [all, one] = ['/v1/doors', '/v1/doors/{door}']
const phone = { door: 'phone' }

export const doorReads = async (meter: Meter): Promise<Requests> => {
  const { id } = await meter.ask('POST /v1/inbound', { body: message() })
  return {
    'GET /v1/inbound/{inboundId}': () => ({ path: { inboundId: String(id) } }),
    [`GET ${all}`]: () => ({}),
  }
}

export const doorWrites = async (meter: Meter): Promise<Requests> => {
  await meter.ask(`PATCH ${one}`, { path: phone, body: { isOpen: true } })
  return {
    'POST /v1/inbound': () => ({ body: message() }),
    'POST /v1/inbound/files': () => ({ body: { name: `${next()}.pdf`, type: 'application/pdf', size: 8 } }),
    [`PATCH ${one}`]: () => ({ path: phone, body: { isOpen: next() % 2 === 0 } }),
    [`POST ${one}/renew-secrets`]: () => ({ path: phone }),
    [`POST ${one}/reveal`]: () => ({ path: phone, body: { purpose: 'Entering it at the call centre' } }),
  }
}
