import type { Steps, Walked } from '../every-route.ts'

/** No ticket is there under this id: whoever is let in hears so. */
const [one, none] = ['/v1/tickets/{ticketId}', '/v1/tickets/tkt_00000000000000000000000000']
const days = 'from=2026-11-01&to=2026-11-30'
const nobody = 'cus_00000000000000000000000000'

/** Tickets, none of which anything comes of. */
export const ticketWalks = ({ free }: Steps): readonly Walked[] => {
  const work = (verb: string, body: unknown = {}) => free('work on tickets', `POST ${one}/${verb}`, `${none}/${verb}`, body)
  return [
    free('work on tickets', 'POST /v1/tickets', '/v1/tickets', { subject: 'Walk', kind: 'none' }),
    free('see tickets', 'GET /v1/tickets', '/v1/tickets'),
    free('see tickets', 'GET /v1/desk/views', '/v1/desk/views'),
    free('see tickets', 'GET /v1/desk/tasks', '/v1/desk/tasks'),
    free('work on tickets', 'GET /v1/desk/figures', `/v1/desk/figures?${days}`),
    free('work on tickets', 'GET /v1/desk/figures/tickets', `/v1/desk/figures/tickets?${days}&figure=opened`),
    free('see tickets', `GET ${one}`, none),
    free('work on tickets', `PATCH ${one}`, none, { priority: 'P2' }),
    free('reveal tickets', `POST ${one}/reveal`, `${none}/reveal`, { purpose: 'A walk over every route', classes: ['personal'] }),
    free('see tickets', `GET ${one}/messages`, `${none}/messages`),
    work('messages', { text: 'Walk' }),
    free('note on tickets', `POST ${one}/notes`, `${none}/notes`, { text: 'Walk' }),
    work('assign', { assignee: 'usr_li' }),
    work('escalate'),
    work('hold'),
    work('wait', { for: 'carrier' }),
    work('continue'),
    work('resolve', { cause: 'none', fix: 'Walk', customerTold: false }),
    work('close', { reason: 'spam' }),
    work('reopen'),
    free('note on tickets', `POST ${one}/watchers`, `${none}/watchers`, {}),
    work('match', { customerId: nobody }),
    free('see tickets', 'GET /v1/ticket-kinds', '/v1/ticket-kinds'),
    free('run the desk', 'POST /v1/ticket-kinds/{ticketKind}', '/v1/ticket-kinds/walk', {
      labels: { 'zh-CN': '无', en: 'None' },
      form: [],
      causes: [{ code: 'none', labels: { 'zh-CN': '无', en: 'None' } }],
      team: 'none',
    }),
  ]
}
