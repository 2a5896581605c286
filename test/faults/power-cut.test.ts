import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { completeness } from '../../domain/customers/completeness.ts'
import { Customer } from '../../domain/customers/customer.ts'
import { masked } from '../../domain/kernel/care/marks.ts'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { alteredAssembly, recorder, recording } from './fixture/altered-assembly.ts'
import { type Ask, clientOf, enginesOf, functionNamed, queueNamed } from './fixture/client.ts'
import { drained, everything, type StoredItem } from './fixture/engines.ts'
import { type Creation, load, nothingWritten } from './fixture/load.ts'
import { powerCut, randomFrom } from './fixture/power.ts'
import { expectWhole } from './fixture/whole.ts'

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9))
const random = randomFrom(seed)

let assembly: string
let on: TestDeployment
let items: readonly StoredItem[]
const written = nothingWritten()

const recordOf = (id: string): StoredItem | undefined =>
  items.find(({ sk, pk, entity }) => entity !== 'event' && (sk === id || (sk === 'STATE' && pk.endsWith(`#${id}`))))

const repeat = (ask: Ask, { path, body, key }: Creation) => ask(`POST ${path}`, body, { 'idempotency-key': key })

beforeAll(async () => {
  console.log(`SEED=${seed}`)
  assembly = await alteredAssembly(recording)
  on = await deploy({ assembly })
  for (const round of [1, 2, 3]) {
    const ask = await clientOf(on)
    const cut = load(ask, written, { round, clients: 6 })
    const before = written.versions.size
    await Promise.race([cut, vi.waitUntil(() => written.versions.size > before + 12, { timeout: 120_000 })])
    await pause(1000 * random())
    await Promise.all([powerCut(on), cut])
    on = await on.restart()
    items = await everything(await enginesOf(on))
    expectWhole(items)
  }
})
afterAll(async () => {
  await on.remove()
  await rm(assembly, { recursive: true })
})

describe('after three power cuts under load', () => {
  it('every acknowledged write is there, in the version that was acknowledged or one that was on its way', () => {
    expect(written.versions.size).toBeGreaterThan(20)
    const missing = [...written.versions].filter(([id, version]) => Number(recordOf(id)?.['version'] ?? 0) < version)
    expect(missing).toEqual([])
  })

  it('a request that is repeated under its Idempotency-Key gives the one record that it made', async () => {
    // What was under way when the power went is free to be repeated once nothing can be running it any more.
    await advance(on, 'PT1M')
    const ask = await clientOf(on)
    for (const creation of written.creations) {
      const again = await repeat(ask, creation)
      expect(again.status, again.text).toBe(201)
      if (creation.answer) expect(again.body).toEqual(creation.answer.body)
      creation.answer = again
    }
    const ids = written.creations.map(({ answer }) => answer?.body.id)
    expect(new Set(ids).size).toBe(ids.length)
    items = await everything(await enginesOf(on))
    expectWhole(items)
    const records = items.filter(({ entity }) => ['customer', 'contact', 'note'].includes(entity))
    expect(records).toHaveLength(ids.length)
  })

  it('every event reaches those who follow, those of one subject in their order', async () => {
    await expect.poll(async () => (await functionNamed(on, 'Relay')).errors).toBe(0)
    const heard: string[] = []
    const engines = await enginesOf(on)
    // Jobs go on meanwhile, and what they do makes events too: all that stand there are heard in the end.
    const unheard = async (): Promise<readonly string[]> => {
      const written = (await everything(engines)).flatMap((item) => (item.entity === 'event' ? [String(item['id'])] : []))
      heard.push(...(await drained(engines, `${recorder}.fifo`)))
      const known = new Set(heard.map((body) => JSON.parse(body).id))
      return written.filter((id) => !known.has(id))
    }
    await expect.poll(unheard, { timeout: 30_000 }).toEqual([])
    const events = heard.map((body) => JSON.parse(body) as { id: string; subject: { id: string }; version: number })
    for (const [subject, told] of Map.groupBy(events, (event) => event.subject.id)) {
      const firsts = [...new Map(told.map((event) => [event.id, event.version])).values()]
      expect(firsts, subject).toEqual(firsts.toSorted((a, b) => a - b))
    }
  })

  it('the completeness of every customer is right in the end', async () => {
    await expect.poll(() => queueNamed(on, 'Completeness'), { timeout: 30_000 }).toMatchObject({ waiting: 0, inFlight: 0 })
    const now = await everything(await enginesOf(on))
    const kept = new Map(now.filter(({ entity }) => entity === 'completeness').map((item) => [item.pk, item['summary']]))
    const people = Map.groupBy(
      now.filter(({ entity }) => entity === 'affiliation'),
      ({ pk }) => pk,
    )
    for (const customer of now.filter(({ entity }) => entity === 'customer')) {
      const state = masked(Customer).parse(customer['state'])
      const expected = completeness(state, { contacts: people.get(customer.pk)?.length ?? 0 })
      expect(kept.get(customer.pk), customer.pk).toMatchObject(expected)
    }
  })
})
