import { expect, inject, it } from 'vitest'
import { mailbagOf } from '../../demo/day/plan.ts'
import { rehearse } from '../../demo/day/rehearse.ts'
import { firmOf } from '../../demo/firm/firm.ts'

/** As few as bring something by every way there is, and somebody who comes back; more of the same is what `npm run day` is for. */
const few = { messages: 24, seed: 10 }
const waysIn = (bag: ReturnType<typeof mailbagOf>) => [...new Set(bag.map(({ door, how }) => `${door}: ${how}`))].toSorted()

/** What a day holds, so that the checks have something to look at. */
const held = [
  ...['opened', 'assigned', 'noted', 'replied', 'message_received', 'moved', 'rescheduled', 'resolved', 'reopened', 'closed'],
  ...['deadline_neared', 'escalated'],
].map((step) => `ticket.${step}`)

it('a day at the desk that is killed in the middle loses, doubles and hides nothing', { timeout: 900_000 }, async () => {
  const assembly = inject('assembly')
  const { played, checks, events } = await rehearse({ ...few, agents: 4, step: 120, kills: 1, assembly })
  const types = new Set(events.map(({ type }) => type))
  expect([...held, 'inbound.ignored', 'message.delivered', 'survey.answered'].filter((type) => !types.has(type))).toEqual([])
  expect(waysIn(played.bag)).toEqual(waysIn(mailbagOf(2000, 2, firmOf(100, 2)).filter(({ how }) => how !== 'loop')))
  expect(played.journal.killedAt).toHaveLength(1)
  expect(played.journal.brought.size).toBeGreaterThanOrEqual(few.messages)
  expect(checks.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`))).toEqual([])
  expect(checks.length).toBeGreaterThan(6)
})
