import { callText } from '../../../domain/inbound/call-words.ts'
import { lineFrom, noWords } from '../../../domain/inbound/clean.ts'
import type { InboundContent, InboundHead } from '../../../domain/inbound/inbound-message.ts'
import type { ToldApart } from '../../../domain/inbound/sender.ts'
import { TicketMessageId } from '../../../domain/kernel/ids.ts'
import type { Requester } from '../../../domain/tickets/ticket.ts'
import type { FirstMessage, Wanted } from '../../desk/open-ticket.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { requesterOf } from './find-sender.ts'
import type { Waiting } from './ports.ts'

type Said = Pick<InboundContent, 'text' | 'html'>

/** What was said: a call has no words of its own. */
export const saidIn = ({ call }: InboundHead, content: InboundContent | undefined): Said =>
  content ?? { text: call ? callText(call) : noWords }

/** Who asks, as their ticket and the message in it name them. */
const askerOf = (message: InboundHead): Requester & { readonly address: string } => {
  const { name, address } = requesterOf(message)
  return {
    ...(name !== undefined && { name }),
    address,
    ...(message.authentic === false && { unproven: true as const }),
    ...(message.vouched === false && { unvouched: true as const }),
  }
}

/** A message as it stands in the thread of a ticket: the same one, however often it is made. */
export const threadMessage = ({ id, message }: Waiting, { text, html }: Said): FirstMessage => ({
  kind: 'received',
  id: TicketMessageId.parse(derivedId('ticketMessage', id)),
  at: message.receivedAt,
  text,
  ...(html !== undefined && { html }),
  attachments: message.attachments,
  ...(message.automatic && { automatic: true }),
  channel: message.channel,
  from: askerOf(message),
  externalId: message.externalId,
  ...(message.call?.recording !== undefined && { recording: message.call.recording }),
})

const longestSubject = 100

const domainIn = (address: string): string | undefined => /@([^@\s]+)$/.exec(address)?.[1]?.toLowerCase()

/** What a ticket is opened with. Whatever the message does not say, rules and the kind say. */
export const wantedFor = ({ message }: Waiting, { text }: Said, told: ToldApart): Omit<Wanted, 'id' | 'message'> => {
  const { channel, subject, language, kind } = message
  const requester = askerOf(message)
  const { candidates, ...known } = told
  const domain = domainIn(requester.address)
  return {
    channel,
    subject: subject ?? lineFrom(text.split('\n', 1)[0] ?? '', longestSubject) ?? noWords,
    requester,
    ...known,
    ...(candidates.length > 0 && { candidates }),
    ...(language && { language }),
    ...(kind !== undefined && { kind }),
    ...(domain !== undefined && { domain }),
  }
}
