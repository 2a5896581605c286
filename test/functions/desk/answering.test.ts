import { describe, expect, it } from 'vitest'
import type { Desk } from '../../../domain/dispatch/desk.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { answeringIn } from '../../../functions/desk/on-shift.ts'
import { at, deskOf, everyDay } from '../../domain/dispatch/stories.ts'

const led = (manager?: string) => ({
  ...shippedLists,
  team: { ...shippedLists.team, values: shippedLists.team.values.map((value) => ({ ...value, ...(manager && { manager }) })) },
})
const answering = (desks: readonly Desk[], manager?: string) =>
  answeringIn({ roster: async () => desks, lists: async () => led(manager) })('customs', at('2026-11-23T10:00'))

describe('who answers for a department', () => {
  const [li, anna] = [deskOf('usr_li', { teams: ['customs'] }), deskOf('usr_anna', { teams: ['customs'] })]
  const late = { teams: ['customs'], shifts: everyDay('16:00-24:00') }

  it('is its manager, and whoever leads its shifts, there or not', async () => {
    expect(await answering([li], 'usr_boss')).toEqual(['usr_boss'])
    expect(await answering([li, deskOf('usr_zhou', { ...late, leads: ['customs'] })], 'usr_boss')).toEqual(['usr_boss', 'usr_zhou'])
  })

  it('is whoever is there where nobody leads it, and nobody where nobody is', async () => {
    expect(await answering([li, anna, deskOf('usr_wang', late)])).toEqual(['usr_anna', 'usr_li'])
    expect(await answering([deskOf('usr_wang', late)])).toEqual([])
  })
})
