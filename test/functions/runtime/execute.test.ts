import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Decider } from '../../../domain/kernel/decider.ts'
import { ok, refuse } from '../../../domain/kernel/result.ts'
import type { Store } from '../../../domain/kernel/store.ts'
import { attempt, execute } from '../../../functions/runtime/execute.ts'
import { contextOf } from '../../support/context.ts'
import { memoryStore } from '../../support/memory-store.ts'

type Added = { readonly type: 'added'; readonly amount: number }
/** A tally of boxes: nothing is added for nothing, and there are never less than none. */
const tally: Decider<number, number, Added, { readonly code: 'tally.below_zero' }> = {
  initial: 0,
  decide: (boxes, amount) => {
    if (boxes + amount < 0) return refuse({ code: 'tally.below_zero' })
    return ok(amount === 0 ? [] : [{ type: 'added', amount }])
  },
  evolve: (boxes, { amount }) => boxes + amount,
}

const context = contextOf()
const opened = () => memoryStore<number, Added>((boxes) => (boxes === 13 ? [{ field: 'boxes', value: '13' }] : []))
const order = (
  command: number,
  more: Pick<Parameters<typeof execute<number, number, Added, { readonly code: string }>>[2], 'ifMatch' | 'isNew' | 'seen'> & {
    readonly id?: string
  } = {},
) => ({
  id: 'a',
  command,
  context,
  ...more,
})

/** Before each of the first `times` commits another writer gets in and adds one box. */
const crowded = (store: Store<number, Added>, times: number): Store<number, Added> => {
  let left = times
  return {
    load: store.load,
    commit: async (change) => {
      if (left > 0) {
        left -= 1
        await execute(tally, store, order(1))
      }
      return store.commit(change)
    },
  }
}

describe('executing a command', () => {
  it('commits the state with its events, on what was decided', async () => {
    const store = opened()
    expect(await execute(tally, store, order(5))).toEqual(ok({ state: 5, version: 1 }))
    expect(await execute(tally, store, order(-2))).toEqual(ok({ state: 3, version: 2 }))
    expect(store.commits[1]).toMatchObject({ id: 'a', expected: 1, before: 5, state: 3, events: [{ type: 'added', amount: -2 }], context })
  })

  it('commits nothing when nothing happened or the command is refused', async () => {
    const store = opened()
    expect(await execute(tally, store, order(0))).toEqual(ok({ state: 0, version: 0 }))
    expect(await execute(tally, store, order(-1))).toEqual(refuse({ code: 'tally.below_zero' }))
    expect(store.commits).toEqual([])
  })

  it('decides again on fresh state when another writer was first', async () => {
    const store = opened()
    expect(await execute(tally, crowded(store, 2), order(5))).toEqual(ok({ state: 7, version: 3 }))
    expect(store.events).toEqual([1, 1, 5].map((amount) => ({ type: 'added', amount })))
  })

  it('gives up after six attempts, having changed nothing', async () => {
    const store = opened()
    expect(await execute(tally, crowded(store, 6), order(5))).toEqual(refuse({ code: 'version.contended' }))
    expect(await store.load('a')).toEqual({ state: 6, version: 6 })
  })

  it('gets everybody through of twenty who come at one moment: they do not come back at one moment', async () => {
    const store = opened()
    const done = await Promise.all(Array.from({ length: 20 }, () => execute(tally, store, order(2))))
    expect(done.map(({ ok: through }) => through)).toEqual(Array(20).fill(true))
    expect(await store.load('a')).toEqual({ state: 40, version: 20 })
  })

  it('refuses a caller who named the version that they saw when another writer is first, with the version that is there now', async () => {
    const store = opened()
    await execute(tally, store, order(5))
    expect(await execute(tally, crowded(store, 1), order(5, { ifMatch: 1 }))).toEqual(refuse({ code: 'version.conflict', current: 2 }))
    expect(store.events).toHaveLength(2)
  })

  it('is attempted once by who prepares a command anew for each try', async () => {
    const store = opened()
    expect(await attempt(tally, crowded(store, 1), order(5))).toEqual(refuse({ code: 'version.contended' }))
    expect(await store.load('a')).toEqual({ state: 1, version: 1 })
  })

  it('tries again for who named a version that still stands, when something else than the record was in the way', async () => {
    const store = opened()
    await execute(tally, store, order(5))
    let left = 1
    const besieged: Store<number, Added> = {
      load: store.load,
      commit: async (change) => (left-- > 0 ? refuse({ code: 'version.conflict', current: 0 }) : store.commit(change)),
    }
    expect(await execute(tally, besieged, order(5, { ifMatch: 1 }))).toEqual(ok({ state: 10, version: 2 }))
  })

  it('decides before it looks at the version that was named, so that a refusal tells nothing of it', async () => {
    const store = opened()
    await execute(tally, store, order(5))
    expect(await execute(tally, store, order(-99, { ifMatch: 7 }))).toMatchObject({ error: { code: 'tally.below_zero' } })
    expect(await execute(tally, store, order(1, { ifMatch: 7 }))).toEqual(refuse({ code: 'version.conflict', current: 1 }))
    expect(await execute(tally, store, order(1, { ifMatch: 1 }))).toEqual(ok({ state: 6, version: 2 }))
  })

  it('looks for nothing under an id that was thought up for the order', async () => {
    const store = opened()
    const blind: Store<number, Added> = { load: () => Promise.reject(new Error('looked')), commit: store.commit }
    expect(await execute(tally, blind, order(5, { isNew: true }))).toEqual(ok({ state: 5, version: 1 }))
    await expect(execute(tally, blind, order(5))).rejects.toThrow('looked')
  })

  it('decides on what stands under an id that was taken for new', async () => {
    const store = opened()
    await execute(tally, store, order(5))
    expect(await execute(tally, store, order(-5, { isNew: true }))).toEqual(refuse({ code: 'tally.below_zero' }))
    expect(await execute(tally, store, order(2, { isNew: true }))).toEqual(ok({ state: 7, version: 2 }))
    expect(await attempt(tally, crowded(store, 1), order(2, { isNew: true }))).toEqual(ok({ state: 10, version: 4 }))
  })

  it('looks for nothing where it is told what stood there a moment ago', async () => {
    const store = opened()
    const seen = { state: 5, version: 1 }
    await execute(tally, store, order(5))
    const blind: Store<number, Added> = { load: () => Promise.reject(new Error('looked')), commit: store.commit }
    expect(await execute(tally, blind, order(2, { seen }))).toEqual(ok({ state: 7, version: 2 }))
  })

  it('decides on what stands there now where that has moved on, and refuses by nothing else', async () => {
    const store = opened()
    const seen = { state: 5, version: 1 }
    for (const amount of [5, 3]) await execute(tally, store, order(amount))
    expect(await execute(tally, store, order(2, { seen }))).toEqual(ok({ state: 10, version: 3 }))
    expect(await execute(tally, store, order(-9, { seen }))).toEqual(ok({ state: 1, version: 4 }))
    expect(await execute(tally, store, order(-4, { seen }))).toEqual(refuse({ code: 'tally.below_zero' }))
    expect(await execute(tally, store, order(0, { seen }))).toEqual(ok({ state: 1, version: 4 }))
    expect(await execute(tally, store, order(0, { seen, ifMatch: 4 }))).toEqual(ok({ state: 1, version: 4 }))
    expect(await execute(tally, store, order(0, { seen, ifMatch: 1 }))).toEqual(refuse({ code: 'version.conflict', current: 4 }))
    expect(await execute(tally, crowded(store, 2), order(1, { seen }))).toEqual(ok({ state: 4, version: 7 }))
  })

  it('passes on that a claim is taken, and does not try again', async () => {
    const store = opened()
    await execute(tally, store, order(13))
    expect(await execute(tally, store, order(13, { id: 'b' }))).toEqual(refuse({ code: 'claim.taken', field: 'boxes', heldBy: 'a' }))
  })

  it('loses no box however many writers there are: what was answered is what is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 8 }), async (scheduler, amounts) => {
        const store = opened()
        const slow: Store<number, Added> = {
          load: scheduler.scheduleFunction(store.load),
          commit: scheduler.scheduleFunction(store.commit),
        }
        const running = Promise.all(amounts.map((amount) => execute(tally, slow, order(amount))))
        await scheduler.waitFor(running)
        const done = (await running).flatMap((answer, i) => (answer.ok ? [amounts[i] ?? 0] : []))
        expect((await store.load('a'))?.state ?? 0).toBe(done.reduce((sum, amount) => sum + amount, 0))
      }),
      { numRuns: 60 },
    )
  })
})
