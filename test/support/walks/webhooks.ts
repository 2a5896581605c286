import type { Walked } from '../every-route.ts'

/** No webhook is there under this id: whoever is let in hears so. */
const webhook = '/v1/webhooks/whk_00000000000000000000000000'
const delivery = `${webhook}/deliveries/whd_00000000000000000000000000`

const walked = (right: string, route: string, path: string, body?: unknown): Walked => ({
  right,
  route,
  path,
  body,
  record: true,
  everywhere: true,
})

const looks: readonly Walked[] = [
  walked('see webhooks', 'GET /v1/webhooks', '/v1/webhooks'),
  walked('see webhooks', 'GET /v1/webhooks/{webhookId}', webhook),
  walked('see webhooks', 'GET /v1/webhooks/{webhookId}/deliveries', `${webhook}/deliveries`),
  walked('see webhooks', 'GET /v1/webhooks/{webhookId}/deliveries/{deliveryId}', delivery),
]

/** Events of every customer go through a webhook, so each of these is for those alone who reach all of them. */
export const webhookWalks: readonly Walked[] = [
  ...looks,
  walked('set webhooks', 'POST /v1/webhooks', '/v1/webhooks', { url: 'https://10.0.0.1/hook', eventTypes: ['customer.*'] }),
  walked('set webhooks', 'PATCH /v1/webhooks/{webhookId}', webhook, { description: 'Walk' }),
  ...['pause', 'resume', 'remove', 'test'].map((step) =>
    walked('set webhooks', `POST /v1/webhooks/{webhookId}/${step}`, `${webhook}/${step}`),
  ),
  walked('set webhooks', 'POST /v1/webhooks/{webhookId}/rotate-secret', `${webhook}/rotate-secret`, {}),
  walked('set webhooks', 'POST /v1/webhooks/{webhookId}/replay', `${webhook}/replay`, {
    from: '1999-01-01T00:00:00Z',
    to: '1999-01-02T00:00:00Z',
  }),
  walked('set webhooks', 'POST /v1/webhooks/{webhookId}/deliveries/{deliveryId}/replay', `${delivery}/replay`),
]
