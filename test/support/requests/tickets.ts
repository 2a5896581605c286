import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

type Made = { readonly customer: () => Promise<string>; readonly contact: (customerId: string) => Promise<string> }

const [all, one] = ['/v1/tickets', '/v1/tickets/{ticketId}']
const text = '运单一周没有更新'
const days = { from: '2026-11-01', to: '2026-11-30' }
const labels = { 'zh-CN': '危险品申报', en: 'Dangerous goods' }

let n = 0
const next = () => {
  n += 1
  return n
}

/** A call of a known customer, whom the caller named. */
const bodyFor = (customerId: string) => ({
  subject: `货物到哪里了 ${next()}`,
  kind: 'tracking',
  channel: 'phone',
  customerId,
  requester: { name: '李娜', address: `li.na-${n}@shunda.example` },
  text,
})

const opened = async ({ ask }: Meter, customerId: string) => ({ ticketId: (await ask(`POST ${all}`, { body: bodyFor(customerId) })).id })

export const ticketReads = async (meter: Meter, made: Made): Promise<Requests> => {
  const path = await opened(meter, await made.customer())
  return {
    [`GET ${all}`]: () => ({ query: { view: 'live', limit: '25' } }),
    'GET /v1/desk/views': () => ({}),
    'GET /v1/desk/tasks': () => ({ query: { department: 'customs' } }),
    'GET /v1/desk/figures': () => ({ query: { ...days, by: 'agent' } }),
    'GET /v1/desk/figures/tickets': () => ({ query: { ...days, figure: 'opened' } }),
    [`GET ${one}`]: () => ({ path }),
    [`GET ${one}/messages`]: () => ({ path }),
    'GET /v1/ticket-kinds': () => ({}),
  }
}

export const ticketWrites = async (meter: Meter, made: Made): Promise<Requests> => {
  const customerId = await made.customer()
  const path = await opened(meter, customerId)
  const fresh =
    (body: object = {}) =>
    async () => ({ path: await opened(meter, customerId), body })
  const resolution = { cause: 'delayed', fix: '已催促承运商', customerTold: true }
  const after = (verb: string, before: object) => async (body: object) => {
    const at = await opened(meter, customerId)
    await meter.ask(`POST ${one}/${verb}`, { path: at, body: before })
    return { path: at, body }
  }
  const resolved = after('resolve', resolution)
  return {
    [`POST ${all}`]: () => ({ body: bodyFor(customerId) }),
    [`PATCH ${one}`]: () => ({ path, body: { tags: [next() % 2 === 0 ? 'legal' : 'tender'] } }),
    [`POST ${one}/messages`]: () => ({ path, body: { text: `已在途中 ${next()}` } }),
    [`POST ${one}/reveal`]: () => ({ path, body: { purpose: 'Metered', classes: ['personal'] } }),
    [`POST ${one}/notes`]: () => ({ path, body: { text: `承运商说周三 ${next()}` } }),
    [`POST ${one}/assign`]: () => ({ path, body: { assignee: `usr_${next()}` } }),
    [`POST ${one}/escalate`]: () => ({ path, body: { to: 'usr_chen' } }),
    [`POST ${one}/hold`]: fresh(),
    [`POST ${one}/wait`]: fresh({ for: 'carrier' }),
    [`POST ${one}/continue`]: fresh(),
    [`POST ${one}/resolve`]: fresh(resolution),
    [`POST ${one}/close`]: () => resolved({ reason: 'confirmed' }),
    [`POST ${one}/reopen`]: () => resolved({}),
    [`POST ${one}/watchers`]: () => ({ path, body: { user: `usr_${next()}` } }),
    [`POST ${one}/match`]: async () => ({ path, body: { customerId: await made.customer() } }),
    'POST /v1/ticket-kinds/{ticketKind}': () => ({
      path: { ticketKind: `kind_${next()}` },
      body: { labels, form: [], causes: [{ code: 'declared', labels }] },
    }),
  }
}
