import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { eventItems } from '../../../../adapters/dynamo/events/event-log.ts'
import { eventsBetween } from '../../../../adapters/dynamo/events/events-between.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

const Happened = z.strictObject({ type: z.string(), n: z.int() })

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(() => engine.stop())

/** Writes an event of a record; `about` are customers in whose partitions it is mentioned. */
const happen = async (id: string, version: number, about: readonly string[] = []) => {
  const event = { type: 'record.changed', n: version }
  const subject = { kind: 'record', id }
  const items = await eventItems(Happened, undefined, { subject, version, about, event, context: contextOf() })
  await engine.table.transact(items.map((item) => engine.table.put(item)))
}
const between = async (id: string, after: number, upTo: number) =>
  (await eventsBetween(engine.table)(id, { after, upTo }))?.map(({ version }) => version)

describe('what happened to a record since a version', () => {
  it('is told from its own events, not from those that mention it', async () => {
    for (const version of [1, 2, 3]) {
      await happen('cus_a', version)
      await happen('rel_a', version, ['cus_a'])
    }
    expect((await between('cus_a', 1, 3))?.toSorted()).toEqual([2, 3])
    expect(await between('cus_a', 2, 3)).toEqual([3])
  })

  it('is not told where an event is missing, or for a version that is yet to come', async () => {
    for (const version of [1, 3]) await happen('cus_gap', version)
    expect(await between('cus_gap', 1, 3)).toBeUndefined()
    expect(await between('cus_gap', 3, 3)).toBeUndefined()
    expect(await between('cus_gap', 9, 3)).toBeUndefined()
  })

  it('is told across pages, and not where more would have to be looked at than a refusal is worth', async () => {
    await happen('cus_busy', 1)
    await happen('cus_busy', 2)
    const mention = async (many: number) => {
      for (let n = 0; n < many; n += 1) await happen(`rel_${n}`, 1, ['cus_busy'])
    }
    await mention(250)
    expect(await between('cus_busy', 1, 2)).toEqual([2])
    await mention(800)
    expect(await between('cus_busy', 1, 2)).toBeUndefined()
  })
})
