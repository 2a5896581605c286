import { createCustomers, seedCustomers } from './customers.ts'
import { caughtUp } from './events.ts'
import { get, interleaved } from './reads.ts'
import type { Scale } from './scale.ts'
import { figure, type Section } from './section.ts'
import { openStage } from './stage.ts'

const kinds = ['read', 'list', 'overview'] as const

/** Whether a customer is read, listed and opened as fast among many as among few. */
export const flatness = async ({ samples, customers }: Scale): Promise<Section> => {
  const stage = await openStage()
  const token = await stage.token('agent')
  const ids = await createCustomers(stage, 50)
  const contenders = [
    { name: 'read', work: (id: string) => get(`${stage.api}/v1/customers/${id}`, token) },
    { name: 'list', work: () => get(`${stage.api}/v1/customers?tier=vip&limit=25`, token) },
    { name: 'overview', work: (id: string) => get(`${stage.api}/v1/customers/${id}/overview`, token) },
  ]
  const measured: { readonly size: number; readonly timeOf: (name: string) => number }[] = []
  let there = 0
  for (const size of customers) {
    await seedCustomers(stage, there, size)
    there = size
    await caughtUp(stage)
    await interleaved(contenders, ids, Math.min(100, samples))
    measured.push({ size, timeOf: await interleaved(contenders, ids, samples) })
  }
  await stage.remove()
  const [first] = measured
  const largest = measured.at(-1)
  return {
    title: 'One customer among many',
    columns: ['median ms at', ...measured.map(({ size }) => size.toLocaleString('en')), 'largest to smallest'],
    rows: kinds.map((kind) => [
      kind,
      ...measured.map(({ timeOf }) => figure(timeOf(kind))),
      figure((largest?.timeOf(kind) ?? 0) / (first?.timeOf(kind) ?? 0)),
    ]),
    notes: [
      'Target: at most 1.3. Fifty customers are created through the API and measured; the others are items that the store itself made (`customer-store.ts`, with filler for seals, and without claims and events), the first thousand of each size written past the API and then copied under other ids in the engine’s file.',
    ],
  }
}
