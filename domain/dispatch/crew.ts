import type { Instant } from '../kernel/instant.ts'
import type { Desk } from './desk.ts'
import type { OnDuty } from './ports.ts'
import { onShift } from './shift.ts'

type Asked = { readonly team: string | undefined; readonly at: Instant }

/** Those of a team, or of all, who are on duty at a moment, in the order of their names. */
export const crewOf = (desks: readonly Desk[], { team, at }: Asked): readonly OnDuty[] =>
  desks
    .filter((desk) => onShift(desk, at))
    .map(({ user, settings: { skills, languages, leads } }) => ({
      user,
      skills,
      languages,
      leads: team === undefined ? leads.length > 0 : leads.includes(team),
    }))
    .sort((a, b) => (a.user < b.user ? -1 : 1))

/** "Whoever is to know that nobody is there": who answers for the team, and those who lead it in their shifts. */
export const answerableFor = (
  desks: readonly Desk[],
  { team, manager }: { readonly team: string; readonly manager: string | undefined },
) => [
  ...new Set([
    ...(manager === undefined ? [] : [manager]),
    ...desks.flatMap(({ user, settings }) => (settings.leads.includes(team) ? [user] : [])),
  ]),
]
