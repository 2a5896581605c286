import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { onceIn } from '../../../adapters/dynamo/once.ts'
import type { Once } from '../../../domain/kernel/once.ts'
import { startTestTable, type TestTable, tableName } from '../../support/engine.ts'

let there: TestTable
let once: Once
beforeAll(async () => {
  there = await startTestTable()
  once = onceIn({ client: there.dynamo, tableName, name: 'tests', fingerprintKey: async () => Buffer.from('a key for tests alone') })
})
afterEach(() => void vi.useRealTimers())
afterAll(() => there.stop())

const ask = (key: string, answer: unknown, content = 'same') => once.answer({ key, content }, async () => ({ answer, keep: true }))
const refused = (code: string) => ({ ok: false, error: { code } })

it('a request that comes again gets its first answer, and is not run', async () => {
  expect(await ask('again', { n: 1 })).toEqual({ ok: true, value: { n: 1 } })
  expect(await ask('again', { n: 2 })).toEqual({ ok: true, value: { n: 1 } })
})

it('a key that comes back with another content is refused', async () => {
  await ask('reused', 1, 'one')
  expect(await ask('reused', 2, 'other')).toEqual(refused('idempotency.key_reused'))
})

it('while the first is still running, a repetition is refused', async () => {
  const gate = Promise.withResolvers<string>()
  const entered = Promise.withResolvers<void>()
  const first = once.answer({ key: 'slow', content: 'same' }, () => {
    entered.resolve()
    return gate.promise.then((answer) => ({ answer, keep: true }))
  })
  await entered.promise
  expect(await ask('slow', 'second')).toEqual(refused('idempotency.in_progress'))
  gate.resolve('first')
  expect(await first).toEqual({ ok: true, value: 'first' })
})

it('an answer that is not to be kept is given, and leaves the key free', async () => {
  const passing = await once.answer({ key: 'passing', content: 'same' }, async () => ({ answer: 'try again', keep: false }))
  expect(passing).toEqual({ ok: true, value: 'try again' })
  expect(await ask('passing', 'done')).toEqual({ ok: true, value: 'done' })
})

it('a request that threw may be asked again', async () => {
  await expect(once.answer({ key: 'crash', content: 'same' }, () => Promise.reject(new Error('outage')))).rejects.toThrow('outage')
  expect(await ask('crash', 'done')).toEqual({ ok: true, value: 'done' })
})

it('a request whose function died may be asked again once nothing can still be running it', async () => {
  const entered = Promise.withResolvers<void>()
  void once.answer({ key: 'dead', content: 'same' }, () => {
    entered.resolve()
    return new Promise<{ answer: string; keep: boolean }>(() => {})
  })
  await entered.promise
  expect(await ask('dead', 'too early')).toEqual(refused('idempotency.in_progress'))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
  expect(await ask('dead', 'done')).toEqual({ ok: true, value: 'done' })
})

it('a key stands for one id, in the alphabet of ULIDs', async () => {
  expect(await once.idFor('k')).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  expect(await once.idFor('k')).toBe(await once.idFor('k'))
  expect(await once.idFor('k')).not.toBe(await once.idFor('l'))
})
