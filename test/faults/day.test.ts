import { expect, inject, it } from 'vitest'
import { rehearse } from '../../demo/day/rehearse.ts'

it('a day at the desk that is killed in the middle loses, doubles and hides nothing', { timeout: 900_000 }, async () => {
  const assembly = inject('assembly')
  const { played, checks } = await rehearse({ messages: 60, agents: 4, step: 120, kills: 1, seed: 2, assembly })
  expect(played.journal.killedAt).toHaveLength(1)
  expect(played.journal.brought.size).toBeGreaterThanOrEqual(60)
  expect(checks.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`))).toEqual([])
  expect(checks.length).toBeGreaterThan(6)
})
