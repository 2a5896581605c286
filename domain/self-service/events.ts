import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { SelfServiceLink } from './link.ts'

const doing = { at: Instant, by: UserId }

/** What can happen to such a link. */
export const SelfServiceEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('self_service.offered'), link: SelfServiceLink }),
  z.strictObject({ type: z.literal('self_service.used'), ...doing }),
  z.strictObject({ type: z.literal('self_service.revoked'), ...doing }),
])
export type SelfServiceEvent = z.infer<typeof SelfServiceEvent>

/** What an event makes of a link. */
export const evolve = (link: SelfServiceLink | undefined, event: SelfServiceEvent): SelfServiceLink | undefined => {
  if (event.type === 'self_service.offered') return event.link
  if (!link) return undefined
  const ended = { at: event.at, by: event.by }
  return { ...link, status: event.type === 'self_service.used' ? 'used' : 'revoked', ended }
}
