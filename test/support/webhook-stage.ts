import { expect } from 'vitest'
import { callerWith, done, eventually, type Told } from './caller.ts'
import { advance } from './clock.ts'
import { type DeployOptions, deploy } from './deployment.ts'
import { type Receiver, startReceiver } from './receiver.ts'

/** The events that a receiver was sent, one an attempt: its id, its type, which record it is about. */
export const heardBy = ({ received }: Receiver) =>
  received.map(({ headers, body }) => {
    const { type, data } = JSON.parse(body)
    return { id: String(headers['webhook-id']), type: String(type), about: String(data.subject.id) }
  })

/** A deployment, somebody who may do everything in it, and receivers that stand until the end. */
export const setWebhookStage = async (options: DeployOptions = {}) => {
  let on = await deploy(options)
  const receivers: Receiver[] = []
  let n = 0
  const admin = async () => callerWith(on.api, await on.token({ role: 'admin', sub: 'usr_admin', scope: 'all' }))
  const receiver = async () => {
    const made = await startReceiver()
    receivers.push(made)
    return made
  }
  return {
    deployment: () => on,
    admin,
    receiver,
    /** A receiver of its own, and a webhook that leads to it. */
    subscribe: async (eventTypes: readonly string[] = ['customer.*']) => {
      const at = await receiver()
      const webhook = done(await (await admin()).post('/v1/webhooks', { url: at.url, eventTypes }))
      return { at, webhook, path: `/v1/webhooks/${webhook.id}` }
    },
    register: async (): Promise<Told> => {
      n += 1
      return done(await (await admin()).post('/v1/customers', { kind: 'company', legalName: `顺达货代 ${n}`, tier: 'potential' }))
    },
    /** The deliveries of a webhook, the newest first. */
    deliveriesAt: async (path: string, query = '') => done(await (await admin()).get(`${path}/deliveries${query}`)).items,
    standingOf: async (path: string) => done(await (await admin()).get(path)),
    /** Moves the clock and lets what falls due meanwhile be swept. */
    advance: (by: string) => advance(on, by),
    /** Moves the clock step by step until it is as expected. */
    advanceUntil: async (by: string, holds: () => boolean | Promise<boolean>, most = 40) => {
      for (let step = 0; step < most && !(await holds()); step += 1) {
        await advance(on, by)
        await expect
          .poll(holds, { timeout: 1500, interval: 100 })
          .toBe(true)
          .catch(() => undefined)
      }
      await eventually(async () => holds()).toBe(true)
    },
    killAndRestart: async () => {
      await on.kill9()
      on = await on.restart()
    },
    strike: async () => {
      await on.remove()
      await Promise.all(receivers.map((each) => each.close()))
    },
  }
}
export type WebhookStage = Awaited<ReturnType<typeof setWebhookStage>>
