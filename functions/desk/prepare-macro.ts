import type { Context } from '../../domain/kernel/decider.ts'
import { block, type Finding } from '../../domain/kernel/finding.ts'
import { TicketMessageId } from '../../domain/kernel/ids.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Prepared } from '../../domain/macros/applying.ts'
import type { Macro, MacroAction } from '../../domain/macros/macro.ts'
import { type ReplyRefusal, type WrittenReply, writtenReply } from '../../domain/macros/reply.ts'
import { recipientField } from '../../domain/tickets/recipient-field.ts'
import { MessageText, type NoteMessage, type ReplyMessage } from '../../domain/tickets/thread.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { derivedId } from '../runtime/derived-id.ts'
import type { MacroPorts } from './macro-ports.ts'

/** A macro ready to be decided on: its messages as they are kept, and the reply as the customer reads it, with whatever the decision goes by. */
export type Ready = { readonly prepared: Prepared; readonly written: WrittenReply | undefined }

type Asked = {
  readonly macro: Macro
  readonly context: Context /** Names the application: its messages are called after it. */
  readonly as: string
}

const actionOf = <Do extends MacroAction['do']>({ actions }: Macro, wanted: Do) =>
  actions.find((action): action is Extract<MacroAction, { do: Do }> => action.do === wanted)

type Refusal =
  | ReplyRefusal
  | { readonly code: 'template.not_found' }
  | { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

/** The reply as the customer reads it, and as it is kept: without their name. */
type Replied = { readonly written: WrittenReply; readonly kept: WrittenReply }

const replyFor = async (ports: MacroPorts, ticket: Ticket, { macro, context }: Asked): Promise<Result<Replied | undefined, Refusal>> => {
  const action = actionOf(macro, 'reply')
  if (!action) return ok(undefined)
  const { customerId } = ticket
  const [template, kinds, [customer]] = await Promise.all([
    ports.template(action.template),
    ports.kinds(),
    customerId === undefined ? [undefined] : ports.glances([customerId]),
  ])
  if (!template) return refuse({ code: 'template.not_found' })
  const kind = kinds.find(({ state }) => state.code === ticket.kind)?.state
  const known = { kind, customerName: customer?.name, agentName: context.actor.id }
  const name = ticket.requester?.name
  const written = writtenReply(template, ticket, { ...known, requesterName: name })
  if (!written.ok) return written
  const kept = writtenReply(template, ticket, { ...known, requesterName: name === undefined ? undefined : recipientField })
  return kept.ok ? ok({ written: written.value, kept: kept.value }) : kept
}

const messageIn = (ticket: Ticket, { as, context }: Asked, what: 'reply' | 'note') => ({
  id: TicketMessageId.parse(derivedId('ticketMessage', `${as}:${what}`)),
  ticketId: ticket.id,
  at: context.now,
  attachments: [],
  author: context.actor.id,
})

const replyIn = (ticket: Ticket, { text, html }: WrittenReply, asked: Asked): ReplyMessage | undefined => {
  const written = MessageText.safeParse(text)
  return written.success
    ? { kind: 'reply', ...messageIn(ticket, asked, 'reply'), channel: ticket.channel, text: written.data, html }
    : undefined
}

const noteIn = (ticket: Ticket, asked: Asked): NoteMessage | undefined => {
  const action = actionOf(asked.macro, 'note')
  return action && { kind: 'note', ...messageIn(ticket, asked, 'note'), text: action.text, mentions: [] }
}

/** Writes out what a macro says on a ticket as it stands, and reads what its decision goes by. Nothing is changed. */
export const prepareMacro = async (ports: MacroPorts, ticket: Ticket, asked: Asked): Promise<Result<Ready, Refusal>> => {
  const [replied, kinds, lists, priorities] = await Promise.all([
    replyFor(ports, ticket, asked),
    ports.kinds(),
    ports.lists(),
    ports.priorities(),
  ])
  if (!replied.ok) return replied
  const reply = replied.value && replyIn(ticket, replied.value.kept, asked)
  if (replied.value && !reply) return refuse({ code: 'request.invalid', findings: [block('text.too_long', '/reply')] })
  const prepared = { reply, note: noteIn(ticket, asked), kinds: kinds.map(({ state }) => state), lists, priorities }
  return ok({ prepared, written: replied.value?.written })
}
