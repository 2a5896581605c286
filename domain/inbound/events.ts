import * as z from 'zod'
import { InboundId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { CallEvent, heardWith } from './call.ts'
import { IgnoredFor, type Inbound, InboundRoute, Taken } from './inbound.ts'
import { InboundHead } from './inbound-message.ts'

/** What can happen to something that came in. */
export const InboundEvent = z.discriminatedUnion('type', [
  /** The call centre told something of a call that is not over. */
  z.strictObject({ type: z.literal('inbound.heard'), id: InboundId, told: CallEvent, at: Instant }),
  z.strictObject({ type: z.literal('inbound.received'), id: InboundId, message: InboundHead, at: Instant }),
  z.strictObject({ type: z.literal('inbound.routed'), route: InboundRoute, at: Instant }),
  z.strictObject({ type: z.literal('inbound.taken'), ...Taken.shape }),
  z.strictObject({ type: z.literal('inbound.ignored'), why: IgnoredFor, at: Instant }),
])
export type InboundEvent = z.infer<typeof InboundEvent>

const waiting = (inbound: Inbound | undefined) => (inbound?.status === 'received' ? inbound : undefined)

/** What an event makes of it. */
export const evolve = (inbound: Inbound | undefined, event: InboundEvent): Inbound | undefined => {
  switch (event.type) {
    case 'inbound.heard': {
      const heard = inbound?.status === 'heard' ? inbound : undefined
      if (inbound && !heard) return inbound
      return { status: 'heard', id: event.id, heard: heardWith(heard?.heard, event.told), heardAt: heard?.heardAt ?? event.at }
    }
    case 'inbound.received':
      return { status: 'received', id: event.id, message: event.message, receivedAt: event.at }
    case 'inbound.routed': {
      const was = waiting(inbound)
      return was ? { ...was, route: event.route } : inbound
    }
    case 'inbound.taken': {
      const { type: _, ...taken } = event
      const was = waiting(inbound)
      return was ? { ...was, status: 'taken', taken } : inbound
    }
    case 'inbound.ignored': {
      const { type: _, ...ignored } = event
      const was = waiting(inbound)
      return was ? { ...was, status: 'ignored', ignored } : inbound
    }
  }
}
