import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TeamQueueId } from '../../../domain/kernel/ids.ts'
import { teamQueues } from '../../../domain/team-queues/decide.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const { given } = stories(teamQueues)
const id = TeamQueueId.parse('tmq_01KAJ0000000000000000000AA')
const ticket = 'tkt_01KAJ0000000000000000000AA'
const nobody = (lack: 'on_shift' | 'fitting' = 'on_shift') => ({ ticket, lack, tell: ['usr_boss'] })
const look = (unattended: ReturnType<typeof nobody> | undefined) => ({ type: 'look', id, team: 'customer_service', unattended }) as const
const on = (time: string) => contextOf({ now: `2026-11-23T${time}:00.000Z` })
const unattended = {
  type: 'queue.unattended',
  id,
  team: 'customer_service',
  at: on('20:00').now,
  lack: 'on_shift',
  ticket,
  tell: ['usr_boss'],
}

describe('a queue in which customers wait', () => {
  const lonely = given().when(look(nobody()), on('20:00'))

  it('while nobody is there, is told of to whoever answers for it, once', () => {
    lonely.thenEvents(unattended as never)
    expect(lonely.after).toMatchObject({ unattended: { lookAt: on('20:15').now } })
    given(unattended as never)
      .when(look(nobody()), on('20:10'))
      .thenNothing()
  })

  it('is looked at again as long as nobody comes', () => {
    const again = given(unattended as never).when(look(nobody()), on('20:15'))
    expect(again.decided).toMatchObject({ value: [{ type: 'queue.still_unattended', lack: 'on_shift' }] })
    expect(again.after).toMatchObject({ unattended: { since: on('20:00').now, lookAt: on('20:30').now } })
    expect(given(unattended as never).when(look(nobody('fitting')), on('20:01')).after).toMatchObject({ unattended: { lack: 'fitting' } })
  })

  it('is at rest once somebody takes what waits, or nothing does', () => {
    const eased = given(unattended as never).when(look(undefined), on('20:05'))
    expect(eased.decided).toMatchObject({ value: [{ type: 'queue.attended' }] })
    expect(eased.after?.unattended).toBeUndefined()
    given().when(look(undefined), on('20:05')).thenNothing()
  })
})

keepsTheLaws('team queues', {
  decider: teamQueues,
  commands: fc.constantFrom(look(nobody()), look(nobody('fitting')), look(undefined)),
  contexts: fc.constantFrom(on('20:00'), on('20:05'), on('20:20')),
  events: ['queue.unattended', 'queue.still_unattended', 'queue.attended'],
})
