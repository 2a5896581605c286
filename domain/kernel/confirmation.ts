import * as z from 'zod'
import { Instant } from './instant.ts'

/** What a person may look through and correct of their own data. */
export const confirmable = ['name', 'gender', 'birthDate', 'phones', 'emails', 'language', 'channel'] as const
export const Confirmable = z.enum(confirmable)
export type Confirmable = z.infer<typeof Confirmable>

/** The person themselves said that it is so, and has not been overruled since. */
const Confirmation = z.strictObject({ confirmedBy: z.literal('customer'), confirmedAt: Instant }).optional()

/** By member. */
export const Confirmations = z.strictObject({
  name: Confirmation,
  gender: Confirmation,
  birthDate: Confirmation,
  phones: Confirmation,
  emails: Confirmation,
  language: Confirmation,
  channel: Confirmation,
} satisfies Record<Confirmable, unknown>)
export type Confirmations = z.infer<typeof Confirmations>

const only = (confirmations: Confirmations | undefined, keep: (member: string) => boolean): Confirmations | undefined => {
  const kept = Object.entries(confirmations ?? {}).filter(([member, value]) => value !== undefined && keep(member))
  return kept.length === 0 ? undefined : Confirmations.parse(Object.fromEntries(kept))
}

/** "What we change is no longer what they confirmed." */
export const withoutChanged = (confirmations: Confirmations | undefined, changed: readonly string[]): Confirmations | undefined =>
  only(confirmations, (member) => !changed.includes(member))

export const withConfirmed = (
  confirmations: Confirmations | undefined,
  members: readonly Confirmable[],
  confirmedAt: Instant,
): Confirmations | undefined =>
  only({ ...confirmations, ...Object.fromEntries(members.map((member) => [member, { confirmedBy: 'customer', confirmedAt }])) }, () => true)
