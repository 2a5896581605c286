import type { Instant } from '../kernel/instant.ts'
import type { Desk } from './desk.ts'
import { type Asked, fitting } from './fitting.ts'
import { onShift } from './shift.ts'

/** A desk with what it has in hand. */
export type Hand = {
  readonly desk: Desk
  /** So many tickets of theirs wait for us. */
  readonly load: number
  /** When they were last given one. */
  readonly gotAt?: Instant | undefined
}

/** Why nobody is given a ticket: nobody works now, none of those who do can deal with it, or all who could have their hands full. */
type Nobody = 'on_shift' | 'fitting' | 'free'
type Chosen = { readonly desk: Desk } | { readonly nobody: Nobody }

/** Those of a team who may be asked at all, before anybody has looked at how much they have in hand. */
export const able = (asked: Asked, desks: readonly Desk[], now: Instant): { readonly desks: readonly Desk[]; readonly none?: Nobody } => {
  const there = desks.filter((desk) => onShift(desk, now) && (asked.team === undefined || desk.settings.teams.includes(asked.team)))
  const fit = there.filter(({ settings }) => fitting(asked, settings))
  return { desks: fit, ...(fit.length === 0 && { none: there.length === 0 ? ('on_shift' as const) : ('fitting' as const) }) }
}

/** "Nobody is given more than they can take." */
export const hasRoom = ({ desk, load }: Pick<Hand, 'desk' | 'load'>): boolean => load < desk.settings.limit

const isHanded = ({ desk }: Hand): boolean => desk.settings.taking === 'handed'

/** Who has the smaller part of what they can take; of two alike who waits longest for their next, and then by name. */
const before = (a: Hand, b: Hand): number =>
  a.load * b.desk.settings.limit - b.load * a.desk.settings.limit ||
  compare(a.gotAt ?? '', b.gotAt ?? '') ||
  compare(a.desk.user, b.desk.user)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * "A returning customer goes to whom they know, if that one is on shift and has room; anybody else to the one with the least in hand
 * for what they can take." `hands` are those who are able.
 */
export const chosen = (hands: readonly Hand[], last?: string): Chosen => {
  const free = hands.filter((each) => isHanded(each) && hasRoom(each)).sort(before)
  const hand = free.find(({ desk }) => desk.user === last) ?? free[0]
  return hand ? { desk: hand.desk } : { nobody: 'free' }
}
