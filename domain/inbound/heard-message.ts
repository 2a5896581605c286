import type { Instant } from '../kernel/instant.ts'
import type { HeardCall } from './call.ts'
import type { InboundHead } from './inbound-message.ts'

const began = ({ startedAt, answeredAt, endedAt }: HeardCall, heardAt: Instant): Instant => startedAt ?? answeredAt ?? endedAt ?? heardAt

/** A call as one message: from whoever the firm spoke with, whichever of the two had called. */
export const messageOfCall = (heard: HeardCall, heardAt: Instant): InboundHead => {
  const { callId, direction, caller, callee, seconds = 0, recording, answeredAt, endedAt, ticketNumber } = heard
  const [theirs, ours] = direction === 'inbound' ? [caller, callee] : [callee, caller]
  return {
    channel: 'phone',
    externalId: callId,
    from: { address: theirs },
    to: ours,
    attachments: [],
    receivedAt: began(heard, heardAt),
    call: {
      direction,
      seconds,
      ...(answeredAt !== undefined && { answeredAt }),
      ...(endedAt !== undefined && { endedAt }),
      ...(recording !== undefined && { recording }),
    },
    ...(ticketNumber !== undefined && { threading: { references: [], numbers: [ticketNumber] } }),
  }
}
