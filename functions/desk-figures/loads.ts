import * as z from 'zod'
import type { Wanted } from '../../domain/desk-figures/ports.ts'
import type { Desk } from '../../domain/dispatch/desk.ts'
import type { InHand, Roster } from '../../domain/dispatch/ports.ts'
import { onShift } from '../../domain/dispatch/shift.ts'
import type { Instant } from '../../domain/kernel/instant.ts'

/** How much somebody has in hand at this moment, of all teams, and how much they are set to take. */
export const Load = z.strictObject({ inHand: z.int(), limit: z.int(), onShift: z.boolean() })
export type Load = z.infer<typeof Load>

/** More than anybody can be set to take: who was given more by hand sees all of it. */
const mostInHand = 200

const isWanted = ({ user, settings }: Desk, { agent, region }: Wanted): boolean =>
  (agent === undefined || agent === user) && (region === undefined || (settings.region ?? '') === region)

/** Of those whose desks are asked about: a query for the desks, and one for each. */
export const loadsOf = async (
  { roster, inHand }: { readonly roster: Roster; readonly inHand: InHand },
  wanted: Wanted,
  now: Instant,
): Promise<ReadonlyMap<string, Load>> => {
  const desks = wanted.team === '' ? [] : await roster(wanted.team)
  const asked = desks.filter((desk) => isWanted(desk, wanted))
  const loads = asked.map(async (desk) => {
    const load = { inHand: await inHand(desk.user, mostInHand), limit: desk.settings.limit, onShift: onShift(desk, now) }
    return [desk.user, load] as const
  })
  return new Map(await Promise.all(loads))
}
