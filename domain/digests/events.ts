import * as z from 'zod'
import { DigestId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { type Digest, DigestPlan } from './digest.ts'

/** What can happen to a digest. */
export const DigestEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('digest.planned'), id: DigestId, user: UserId, plan: DigestPlan, nextAt: Instant, at: Instant }),
  z.strictObject({ type: z.literal('digest.stopped'), at: Instant }),
  /** It goes out now. `nextAt` is when the one after it does. */
  z.strictObject({ type: z.literal('digest.fell_due'), user: UserId, nextAt: Instant, at: Instant }),
  /** Its time passed unseen, and they do not work now. */
  z.strictObject({ type: z.literal('digest.postponed'), nextAt: Instant, at: Instant }),
])
export type DigestEvent = z.infer<typeof DigestEvent>

/** What an event makes of a digest. */
export const evolve = (digest: Digest | undefined, event: DigestEvent): Digest | undefined => {
  if (event.type === 'digest.planned') {
    const { id, user, plan, nextAt } = event
    return { ...digest, id, user, plan, nextAt }
  }
  if (!digest) return undefined
  switch (event.type) {
    case 'digest.stopped':
      return { ...digest, plan: undefined, nextAt: undefined }
    case 'digest.fell_due':
      return { ...digest, nextAt: event.nextAt, lastAt: event.at }
    case 'digest.postponed':
      return { ...digest, nextAt: event.nextAt }
  }
}
