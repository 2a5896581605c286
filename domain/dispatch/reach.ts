import type { Actor } from '../kernel/actor.ts'
import type { Desk } from './desk.ts'

/** "A manager sees to the desks of their team or region; one's own desk one always sees." */
export const reachesDesk = (actor: Actor, { user, settings }: Pick<Desk, 'user' | 'settings'>): boolean => {
  const { reach } = actor
  if (user === actor.id || reach.kind === 'all') return true
  if (reach.kind === 'team') return settings.teams.includes(reach.team)
  return reach.kind === 'region' && settings.region === reach.region
}
