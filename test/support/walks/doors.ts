import type { Walked } from '../every-route.ts'

const walked = (right: string, route: string, path: string, body?: unknown): Walked => ({
  right,
  route,
  path,
  body,
  record: true,
  everywhere: true,
})

/** The same message each time, so the walk brings one and no more. */
const message = { externalId: 'walk-1', from: { address: 'walker@nowhere.example' }, text: 'A walk over every route' }

/** Every customer comes through a door, so each of these is for those alone who reach all of them. */
export const doorWalks: readonly Walked[] = [
  walked('bring messages', 'POST /v1/inbound', '/v1/inbound', message),
  walked('bring messages', 'POST /v1/inbound/files', '/v1/inbound/files', { name: 'walk.txt', type: 'text/plain', size: 1 }),
  walked('follow messages', 'GET /v1/inbound/{inboundId}', '/v1/inbound/inb_00000000000000000000000000'),
  walked('run the desk', 'GET /v1/doors', '/v1/doors'),
  // A telephone has no app id: the door stays as it is.
  walked('run the desk', 'PATCH /v1/doors/{door}', '/v1/doors/phone', { appId: 'wx2c2769f8efd9abc2' }),
  walked('run the desk', 'POST /v1/doors/{door}/renew-secrets', '/v1/doors/nowhere/renew-secrets'),
  walked('run the desk', 'POST /v1/doors/{door}/reveal', '/v1/doors/nowhere/reveal', { purpose: 'A walk over every route' }),
]
