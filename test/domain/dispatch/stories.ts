import { desks } from '../../../domain/dispatch/decide.ts'
import { type Desk, DeskSettings } from '../../../domain/dispatch/desk.ts'
import { DeskEvent } from '../../../domain/dispatch/events.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'

export const { given } = stories(desks)
export const deskId = 'dsk_01KAJ0000000000000000000AA'
const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** The same hours every day, in Shanghai. */
export const everyDay = (...periods: readonly string[]) => Object.fromEntries(week.map((day) => [day, [...periods]]))

/** A moment on a clock in Shanghai. */
export const at = (text: string): Instant => Instant.parse(new Date(`${text}:00+08:00`).toISOString())
export const on = (text: string, actor: Parameters<typeof contextOf>[0] = {}) => contextOf({ ...actor, now: at(text) })

export const settingsOf = (facts: object = {}): DeskSettings =>
  DeskSettings.parse({ teams: ['customer_service'], shifts: everyDay('08:00-16:00'), ...facts })

/** A desk of the early shift, at which somebody sits unless said. */
export const deskOf = (user: string, facts: object = {}, state: Partial<Desk> = {}): Desk => ({
  id: DeskEvent.options[0].shape.id.parse(deskId),
  user,
  settings: settingsOf(facts),
  duty: { on: true, lookedAt: at('2026-11-23T08:00') },
  ...state,
})

const who = { id: deskId, user: 'usr_li' }
export const changed = (facts: object = {}, when = '2026-11-23T07:00') =>
  DeskEvent.parse({ type: 'desk.changed', ...who, at: at(when), settings: settingsOf(facts) })
export const happened = (
  type: 'desk.left' | 'desk.returned' | 'desk.came_on_shift' | 'desk.went_off_shift' | 'desk.closed',
  when: string,
  facts: object = {},
) => DeskEvent.parse({ type, ...who, at: at(when), ...facts })
export const settle = (patch: Readonly<Record<string, unknown>>, user = 'usr_li') =>
  ({ type: 'settle', id: deskId, user, patch, lists: shippedLists }) as const
