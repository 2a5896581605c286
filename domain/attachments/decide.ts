import type { Actor } from '../kernel/actor.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { AttachmentId, InboundId, TicketId } from '../kernel/ids.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { reachesTicket } from '../tickets/reach.ts'
import type { TicketMembers } from '../tickets/ticket.ts'
import type { Attachment, AttachmentRef } from './attachment.ts'
import { isOf } from './content.ts'
import { type AttachmentEvent, evolve } from './events.ts'
import { type FileType, nameFor } from './file-type.ts'
import type { Uploaded } from './ports.ts'

/** A ticket as far as it decides who sees its files. */
export type FileTicket = Pick<TicketMembers, 'id' | 'assignee' | 'team' | 'region' | 'watchers'>

/** What somebody says of a file before anybody has seen it. `name` is whatever they call it. */
type Announced = { readonly name: string; readonly type: FileType; readonly size: number }

export type AttachmentCommand =
  | { readonly type: 'ask'; readonly id: string; readonly file: Announced; readonly ticket: FileTicket | undefined }
  | { readonly type: 'ask for a message'; readonly id: string; readonly file: Announced }
  | { readonly type: 'bring'; readonly found: Uploaded | undefined; readonly inbound: string }
  | { readonly type: 'keep'; readonly found: Uploaded | undefined }
  | { readonly type: 'receive'; readonly file: AttachmentRef; readonly inbound: string }
  /** `inbound`: the message that is on the ticket with it; absent where a message of one ticket moves to another. */
  | { readonly type: 'place'; readonly ticketId: string; readonly inbound?: string | undefined }
  /** `tickets`: the one that it is on, and the one that this was merged into. */
  | { readonly type: 'give a link'; readonly tickets: readonly FileTicket[] }

export type AttachmentRefusal =
  | { readonly code: 'attachment.not_found' | 'ticket.not_found' | 'access.out_of_scope' }
  | { readonly code: 'attachment.not_uploaded'; readonly attachment: string }
  | { readonly code: 'attachment.not_as_said'; readonly attachment: string; readonly type: string }

type State = Attachment | undefined
type Decision = Result<readonly AttachmentEvent[], AttachmentRefusal>

const announced = (id: string, { name, type, size }: Announced): AttachmentRef => ({
  id: AttachmentId.parse(id),
  name: nameFor(type, name),
  type,
  size,
})

const ask = (state: State, { id, file, ticket }: Extract<AttachmentCommand, { type: 'ask' }>, { now, actor }: Context): Decision => {
  if (!ticket) return refuse({ code: 'ticket.not_found' })
  if (!reachesTicket(actor, ticket)) return refuse({ code: 'access.out_of_scope' })
  if (state) return ok([])
  const asked = { ...announced(id, file), origin: { kind: 'upload' as const, by: actor.id }, ticketId: ticket.id, askedAt: now }
  return ok([{ type: 'attachment.asked', attachment: { status: 'asked', ...asked } }])
}

const askForMessage = (state: State, id: string, { file, context }: { file: Announced; context: Context }): Decision => {
  if (state) return ok([])
  const asked = { ...announced(id, file), origin: { kind: 'partner' as const, by: context.actor.id }, askedAt: context.now }
  return ok([{ type: 'attachment.asked', attachment: { status: 'asked', ...asked } }])
}

/** "A file is taken for what it is, not for what it says it is." */
const faultIn = (file: Attachment, found: Uploaded | undefined): AttachmentRefusal | undefined => {
  if (!found) return { code: 'attachment.not_uploaded', attachment: file.id }
  const isAsSaid = found.size === file.size && isOf(file.type, found.head)
  return isAsSaid ? undefined : { code: 'attachment.not_as_said', attachment: file.id, type: file.type }
}

const keep = (file: Attachment, found: Uploaded | undefined, { now }: Context): Decision => {
  if (file.status === 'kept') return ok([])
  const fault = faultIn(file, found)
  return fault ? refuse(fault) : ok([{ type: 'attachment.kept', at: now }])
}

const receive = (state: State, { file, inbound }: Extract<AttachmentCommand, { type: 'receive' }>, { now }: Context): Decision => {
  if (state) return ok([])
  const origin = { kind: 'message' as const, inbound: InboundId.parse(inbound) }
  return ok([{ type: 'attachment.received', attachment: { status: 'kept', ...file, origin, keptAt: now } }])
}

const cameWith = ({ origin }: Attachment, inbound: string): boolean => origin.kind === 'message' && origin.inbound === inbound

/** "What a partner uploads goes with one message that the same partner brings", however often that is brought. */
const bring = (file: Attachment, { found, inbound }: Extract<AttachmentCommand, { type: 'bring' }>, { now, actor }: Context): Decision => {
  if (cameWith(file, inbound)) return ok([])
  if (file.origin.kind !== 'partner' || file.origin.by !== actor.id) return refuse({ code: 'attachment.not_found' })
  const fault = faultIn(file, found)
  return fault ? refuse(fault) : ok([{ type: 'attachment.brought', inbound: InboundId.parse(inbound), at: now }])
}

/** "A message places the files that it brought, and no others", whatever it names. */
const place = (file: Attachment, { ticketId, inbound }: Extract<AttachmentCommand, { type: 'place' }>, { now }: Context): Decision => {
  if (inbound !== undefined && !cameWith(file, inbound)) return refuse({ code: 'attachment.not_found' })
  return ok(file.ticketId === ticketId ? [] : [{ type: 'attachment.placed', ticketId: TicketId.parse(ticketId), at: now }])
}

const reachesAny = (actor: Actor, tickets: readonly FileTicket[]): boolean => tickets.some((ticket) => reachesTicket(actor, ticket))

/** "Whoever sees a ticket sees its files, and it is on record who took which." */
const giveLink = (file: Attachment, tickets: readonly FileTicket[], { now, actor }: Context): Decision => {
  if (file.ticketId === undefined || tickets.length === 0) return refuse({ code: 'attachment.not_found' })
  if (!reachesAny(actor, tickets)) return refuse({ code: 'access.out_of_scope' })
  if (file.status === 'asked') return refuse({ code: 'attachment.not_uploaded', attachment: file.id })
  return ok([{ type: 'attachment.link_given', ticketId: file.ticketId, at: now, to: actor.id }])
}

const decide = (state: State, command: AttachmentCommand, context: Context): Decision => {
  if (command.type === 'ask') return ask(state, command, context)
  if (command.type === 'ask for a message') return askForMessage(state, command.id, { file: command.file, context })
  if (command.type === 'receive') return receive(state, command, context)
  if (!state) return refuse({ code: 'attachment.not_found' })
  switch (command.type) {
    case 'keep':
      return keep(state, command.found, context)
    case 'bring':
      return bring(state, command, context)
    case 'place':
      return place(state, command, context)
    case 'give a link':
      return giveLink(state, command.tickets, context)
  }
}

export const attachments: Decider<State, AttachmentCommand, AttachmentEvent, AttachmentRefusal> = { initial: undefined, decide, evolve }
