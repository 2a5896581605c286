import { expect, test } from 'vitest'
import { offeredKinds } from '../../domain/webhooks/event-types.ts'
import { Settings } from '../../infra/settings.ts'
import { synthesize } from './synthesis.ts'

const variablesIn = (stage: 'dev' | 'prod') =>
  synthesize(stage)
    .all('AWS::Lambda::Function')
    .flatMap(({ properties }) => Object.keys((properties['Environment'] as { Variables?: object } | undefined)?.Variables ?? {}))

test('no deployment to the cloud lets webhooks point to programs of the same machine', () => {
  for (const stage of ['dev', 'prod'] as const) expect(variablesIn(stage)).not.toContain('LOOPBACK_TARGETS')
})

test('the setting that would is not for the command line, where it could slip in', () => {
  expect(Settings.safeParse({ stage: 'dev', loopbackTargets: true }).success).toBe(true)
  expect(Settings.safeParse({ stage: 'dev', loopbackTargets: 'true' }).success).toBe(false)
})

test('the job hears of every kind of record that a webhook can be told of, and of webhooks nothing but what it carries out', () => {
  const subscriptions = synthesize('prod').all('AWS::SNS::Subscription')
  const { properties } = subscriptions.find(({ id }) => id.includes('WebhookDeliveries')) ?? { properties: {} as Record<string, unknown> }
  const { type } = properties['FilterPolicy'] as { type: readonly { prefix: string }[] }
  const prefixes = type.map(({ prefix }) => prefix)
  expect(prefixes.slice(0, offeredKinds.length)).toEqual(offeredKinds.map((kind) => `${kind}.`))
  expect(prefixes.filter((prefix) => 'webhook.event_lost'.startsWith(prefix) || 'webhook.paused'.startsWith(prefix))).toEqual([])
})
