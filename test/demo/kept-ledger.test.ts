import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dense, firmOf, quarterly } from '../../demo/quarter/firm.ts'
import { keepLedger, keptLedger } from '../../demo/quarter/kept-ledger.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lading-ledger-'))
})
afterEach(() => rm(folder, { recursive: true }))

const first = '2026-12-01'
const script = { firm: firmOf(3, quarterly), days: 92, first, leaps: [], kills: 0, seed: 1, assembly: '' }
const ledger = new Map([
  ['c1 | review.fell_due | 2026-12-31', 1],
  ['c2 | visit.held | 2027-01-02', 2],
])

describe('the ledger of an undisturbed quarter', () => {
  it('is kept for the same quarter on another day, whatever its kills and its seed are', async () => {
    const path = join(folder, 'ledger.json')
    await keepLedger(path, ledger, { script: { ...script, first: undefined }, first })
    expect(await keptLedger(path, { ...script, kills: 10, seed: 7 })).toEqual(ledger)
  })

  it.each([
    ['days', { days: 91 }],
    ['customers', { firm: firmOf(4, quarterly) }],
    ['a pace', { firm: firmOf(3, dense) }],
    ['calls', { firm: firmOf(3, { ...quarterly, calls: 0.5 }) }],
    ['a beginning', { first: '2026-12-02' }],
  ])('is not taken for one of other %s', async (_, other) => {
    const path = join(folder, 'ledger.json')
    await keepLedger(path, ledger, { script, first })
    await expect(keptLedger(path, { ...script, ...other })).rejects.toThrow(`${path} is of another quarter`)
  })
})
