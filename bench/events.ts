import { setTimeout as sleep } from 'node:timers/promises'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { completenessKey } from '../adapters/dynamo/customers/keys.ts'
import { apiAs } from '../demo/api.ts'
import { createCustomers, newCustomer } from './customers.ts'
import type { Scale } from './scale.ts'
import { figure, median, quantile, type Section } from './section.ts'
import { openStage, type Stage } from './stage.ts'

const giveUpMs = 180_000
const Made = z.object({ id: z.string() })

/** Milliseconds from the answer to a create until its consumer has written what it derived. */
const untilConsumed = async ({ dynamo, tableName }: Stage, id: string): Promise<number> => {
  const began = performance.now()
  while (performance.now() - began < giveUpMs) {
    const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: completenessKey(id), ConsistentRead: true }))
    if (Item) return performance.now() - began
    await sleep(5)
  }
  throw new Error(`The event of ${id} reached no consumer within ${giveUpMs / 1000} s`)
}

/** Waits until whatever was written before has gone through the stream: it is read in order, and a new customer comes last. */
export const caughtUp = async (stage: Stage): Promise<void> => {
  for (const id of await createCustomers(stage, 1)) await untilConsumed(stage, id)
  await stage.settled()
}

/** How many events a second the relay passes on, when there are always more. */
const relayed = async (stage: Stage, count: number): Promise<number> => {
  const began = performance.now()
  const ids = await createCustomers(stage, count)
  await Promise.all(ids.map((id) => untilConsumed(stage, id)))
  return (1000 * count) / (performance.now() - began)
}

/** How soon a committed event has its effect: table stream, relay, topic, queue, consumer. */
export const events = async ({ samples }: Scale): Promise<Section> => {
  const stage = await openStage()
  const ask = apiAs(stage.api, await stage.token('sales_manager'))
  await createCustomers(stage, 10)
  await stage.settled()
  const times: number[] = []
  for (let turn = 0; turn < samples / 8; turn += 1) {
    const answer = await ask({ method: 'POST', path: '/v1/customers', body: JSON.parse(newCustomer()) })
    times.push(await untilConsumed(stage, Made.parse(answer.body).id))
  }
  const rate = await relayed(stage, Math.ceil(samples / 2))
  await stage.remove()
  return {
    title: 'From a commit to its consumers',
    columns: ['', 'measured'],
    rows: [
      ['commit answered to effect in the table, median', `${figure(median(times))} ms`],
      ['the same, 95th percentile', `${figure(quantile(times, 0.95))} ms`],
      ['created, relayed and consumed, under load', `${figure(rate)} a second`],
    ],
    notes: [
      'The consumer is the one that works out completeness; its answer is polled every 5 ms. Under load, eight clients create customers, and the last effect ends the time.',
    ],
  }
}
