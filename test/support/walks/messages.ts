import type { Steps, Walked } from '../every-route.ts'
import type { Place } from '../place.ts'

const one = '/v1/messages/msg_00000000000000000000000000'

/** A message that cannot be sent, for want of its template, and templates and suppressions that stay as they are. */
export const messageWalks = ({ on, free }: Steps, at: Place): readonly Walked[] => [
  on('send messages', 'POST /v1/messages', '/v1/messages', { to: { kind: 'contact', id: at.contact }, template: 'none' }),
  on('read messages', 'GET /v1/messages', `/v1/messages?customerId=${at.customer}`),
  free('read messages', 'GET /v1/messages/{messageId}', one),
  free('oversee messages', 'POST /v1/messages/{messageId}/settle', `${one}/settle`, { as: 'sent' }),
  free('read messages', 'GET /v1/templates', '/v1/templates'),
  free('read messages', 'GET /v1/templates/{code}', '/v1/templates/letter'),
  free('oversee messages', 'POST /v1/templates/{code}/versions', '/v1/templates/letter/versions', {
    category: 'marketing',
    fields: {},
    words: {},
  }),
  free('read messages', 'POST /v1/templates/{code}/preview', '/v1/templates/letter/preview', {
    language: 'en',
    fields: { title: 'Walk', body: 'By' },
  }),
  on('read messages', 'GET /v1/suppressions', `/v1/suppressions?recipientId=${at.contact}`),
  on('oversee messages', 'POST /v1/suppressions', '/v1/suppressions', {
    address: { phone: at.phone },
    recipientId: at.contact,
    scope: 'marketing',
  }),
  free('oversee messages', 'POST /v1/suppressions/{suppressionId}/lift', '/v1/suppressions/sup_00000000000000000000000000/lift', {
    scope: 'all',
    reason: 'Walked by',
  }),
]
