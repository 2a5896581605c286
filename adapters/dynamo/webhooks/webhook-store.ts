import { ulid } from 'ulid'
import * as z from 'zod'
import { masked } from '../../../domain/kernel/care/marks.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { WebhookEvent } from '../../../domain/webhooks/events.ts'
import type { StandingWebhooks, WebhookList } from '../../../domain/webhooks/ports.ts'
import { dueAt, Webhook } from '../../../domain/webhooks/webhook.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Cursors } from '../table/cursor.ts'
import { keyAttributes } from '../table/indexes.ts'
import { joined } from '../table/joined.ts'
import { paged } from '../table/paged.ts'
import type { Table } from '../table/table.ts'
import { webhookKey, webhookPartition, webhooksMarkKey } from './keys.ts'

const kept: Kept<typeof Webhook, typeof WebhookEvent> = {
  kind: 'webhook',
  schema: Webhook,
  events: WebhookEvent,
  key: webhookKey,
  due: dueAt,
  about: () => [],
}

/** The firm's webhooks. Every change moves the mark that readers compare. */
export const webhookStore = (table: Table, vault: Vault) => {
  const { read, load } = recordStore(table, kept, vault)
  const moved = () => table.put({ ...webhooksMarkKey, entity: 'webhooks_mark', mark: ulid() })
  return {
    read,
    load,
    commit: (...change: Parameters<ReturnType<typeof recordStore<typeof Webhook, typeof WebhookEvent>>['commit']>) =>
      recordStore(table, { ...kept, beside: [moved()] }, vault).commit(...change),
  }
}

const Stored = z.looseObject({
  version: z.int(),
  get state() {
    return masked(Webhook)
  },
})
const Mark = z.looseObject({ mark: z.string() })

const readAll = async (table: Table): Promise<readonly Loaded<Webhook>[]> => {
  const items = await table.queryAll({ partition: webhookPartition, prefix: [keyAttributes.sort, 'whk_'] })
  return items.flatMap((item) => {
    const { state, version } = Stored.parse(item)
    return state.standing.status === 'removed' ? [] : [{ state, version }]
  })
}

/**
 * All webhooks that stand, their secrets masked. A process keeps them and looks at the mark each time: while that stands, none
 * has changed. The mark is read first, so webhooks that change while they are read are read again next time.
 */
export const standingWebhooks = (table: Table): StandingWebhooks => {
  let known: { readonly mark: string | undefined; readonly webhooks: readonly Loaded<Webhook>[] } | undefined
  return joined(async () => {
    const item = await table.get(webhooksMarkKey)
    const mark = item && Mark.parse(item).mark
    if (!known || known.mark !== mark) known = { mark, webhooks: mark === undefined ? [] : await readAll(table) }
    return known.webhooks
  })
}

const ofStanding = {
  expression: '#state.#standing.#status <> :removed',
  names: { '#state': 'state', '#standing': 'standing', '#status': 'status' },
  values: { ':removed': 'removed' },
}

/** One page of them, the oldest first. */
export const webhookList =
  (table: Table, cursors: Cursors): WebhookList =>
  (page) =>
    paged(
      { table, cursors },
      { partition: webhookPartition, prefix: [keyAttributes.sort, 'whk_'], filter: ofStanding },
      {
        page,
        read: (item) => {
          const { state, version } = Stored.parse(item)
          return { state, version }
        },
      },
    )
