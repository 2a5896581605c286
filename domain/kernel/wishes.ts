import * as z from 'zod'
import { QuietHours } from './quiet-hours.ts'
import { Zone } from './zone.ts'

const Reached = z.enum(['phone', 'email', 'sms', 'wechat'])

/** What a person wishes of whoever reaches them: members of a contact, and of a customer who is an individual. */
export const wishes = {
  /** How they like to be reached. */
  channel: Reached.optional(),
  /** In which order to try, where they said more than one way. */
  channels: z.array(Reached).min(1).max(4).optional(),
  /** On their own clock, which is the firm's unless `zone` says otherwise. */
  quietHours: QuietHours.optional(),
  zone: Zone.optional(),
}
