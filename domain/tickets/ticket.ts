import * as z from 'zod'
import { TicketChannel, TicketNumber } from '../inbound/inbound-message.ts'
import { Code } from '../kernel/code.ts'
import { ContactId, CustomerId, SurveyId, TicketId, TicketMessageId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Language } from '../kernel/language.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { ShipmentState } from '../kernel/shipment-state.ts'
import { line } from '../kernel/text.ts'
import { Level, Priority } from '../priorities/priority.ts'
import { Fact } from '../service-levels/fact.ts'
import { SortingReasons } from '../sorting/sorted.ts'
import { FormValues } from '../ticket-kinds/form.ts'
import { Claim } from './claim.ts'
import { Deadlines } from './deadlines.ts'
import { LiveStatus } from './moves.ts'
import { Closed, Resolution } from './resolution.ts'
import { Task } from './task.ts'

const personal = (max: number) => line(max).meta({ class: 'personal', mask: 'all' })

/** Who wrote, as they called themselves. Somebody whom we know stands in `contactId` and `customerId` besides. */
export const Requester = z.strictObject({
  name: personal(200).optional(),
  address: personal(320).optional(),
  /** Whose domain says that it was not them: the program writes nothing to that address by itself. */
  unproven: z.literal(true).optional(),
  /** For whom nobody vouches: it may be somebody else, so a person looks before they are told anything. That it came in they are told. */
  unvouched: z.literal(true).optional(),
})
export type Requester = z.infer<typeof Requester>

export const mostTags = 30
export const mostWatchers = 50
/** So many tickets hang below another. Beyond that an incident is told of elsewhere. */
export const mostChildren = 500
/** So many tickets are named as related to one. */
export const mostRelated = 50
/** So many messages are split from a ticket at once: they move in one transaction. */
export const mostSplit = 20
/** So often is something split from a ticket; each time stays known, also when it was undone. */
export const mostSplits = 50
/** So many tickets go into one: its thread is theirs as well. */
export const mostAbsorbed = 25
export const mostTasks = 50
/** So many open tasks go with a ticket that is merged: they move in one transaction. */
export const mostTasksMerged = 20

/** What anybody who works on it may change without further ado. */
export const changeable = {
  kind: Code,
  subject: line(200).meta({ class: 'internal' }),
  urgency: Level,
  impact: Level,
  priority: Priority,
  team: Code.optional(),
  region: Code.optional(),
  language: Language.optional(),
  tags: z.array(Code).max(mostTags),
  /** The fields of its kind. */
  form: FormValues,
  /** Of a claim: what it is about. */
  claim: Claim.optional(),
}
export const Changeable = z.strictObject(changeable)
export type Changeable = z.infer<typeof Changeable>
export const TicketPatch = patchOf(changeable)
export type TicketPatch = z.infer<typeof TicketPatch>

const members = {
  id: TicketId,
  /** By which people call it: `261122-4711`. */
  number: TicketNumber,
  ...changeable,
  channel: TicketChannel,
  customerId: CustomerId.optional(),
  contactId: ContactId.optional(),
  /** Customers of whom it could be one, while nobody has told them apart. */
  candidates: z.array(CustomerId).max(20).optional(),
  requester: Requester.optional(),
  assignee: UserId.optional(),
  /** How far the shipment had come that it is about, as whoever opened it said. */
  shipmentState: ShipmentState.optional(),
  /** The tier of the customer, when it was opened or matched. */
  tier: Code.optional(),
  watchers: z.array(UserId).max(mostWatchers),
  openedAt: Instant,
  changedAt: Instant,
  /** How it was sorted, and why. */
  why: SortingReasons,
  facts: z.array(Fact),
  deadlines: Deadlines.optional(),
  /** What was told of how late it is, step by step: by the names that deadlines give them. */
  steps: z.array(z.string().max(60)).default([]),
  /** To which level it was escalated, by the clock or by a person: 0 nowhere yet. */
  escalation: z.int().min(0).default(0),
  reopened: z.int().min(0),
  /** What was said last, so that a message which is brought again is known for the same. */
  said: z.array(TicketMessageId).default([]),
  /** When the customer, and when we last wrote; an automatic message is nobody's. */
  lastInAt: Instant.optional(),
  lastOutAt: Instant.optional(),
  /** The ticket whose matter goes on here, and the one in which it goes on. */
  continues: TicketId.optional(),
  continuedBy: TicketId.optional(),
  /** The survey whose bad score it is to see to. */
  survey: SurveyId.optional(),
  parentId: TicketId.optional(),
  children: z.array(TicketId).max(mostChildren).default([]),
  /** What has to do with it, and is neither the same matter nor a part of it. Each names the other. */
  related: z.array(TicketId).max(mostRelated).optional(),
  mergedInto: TicketId.optional(),
  /** Merged into a ticket of somebody else: whoever wrote this one is answered under its own number, in a thread of their own. */
  apart: z.literal(true).optional(),
  /** Tickets that were merged into this one. */
  absorbed: z.array(TicketId).max(mostAbsorbed).default([]),
  /** Those of them that somebody else wrote: under which number each is answered, and when they last wrote and were answered. */
  others: z
    .array(z.strictObject({ ticket: TicketId, number: TicketNumber, lastInAt: Instant.optional(), lastOutAt: Instant.optional() }))
    .max(mostAbsorbed)
    .optional(),
  /** What came with each of them, and goes with it again when that is undone. */
  brought: z
    .array(z.strictObject({ from: TicketId, watchers: z.array(UserId), tasks: z.array(z.string()), children: z.array(TicketId) }))
    .max(mostAbsorbed)
    .optional(),
  /** What was split from this one: messages that are on another ticket since, and so is what answers them. */
  splits: z
    .array(z.strictObject({ into: TicketId, messages: z.array(TicketMessageId).max(mostSplit) }))
    .max(mostSplits)
    .optional(),
  /** The ticket that this one was split from. */
  splitFrom: TicketId.optional(),
  tasks: z.array(Task).max(mostTasks).default([]),
}

export const LiveTicket = z.strictObject({ ...members, status: LiveStatus })
export const ResolvedTicket = z.strictObject({ ...members, status: z.literal('resolved'), resolution: Resolution })
export const ClosedTicket = z.strictObject({ ...members, status: z.literal('closed'), resolution: Resolution.optional(), closed: Closed })

/** A matter of a customer, from the first word to the last. What its status does not allow it cannot hold. */
export const Ticket = z.discriminatedUnion('status', [LiveTicket, ResolvedTicket, ClosedTicket])
export type Ticket = z.infer<typeof Ticket>
export type LiveTicket = z.infer<typeof LiveTicket>

/** What every ticket has, whatever became of it. */
export const TicketMembers = z.strictObject(members)
export type TicketMembers = z.infer<typeof TicketMembers>

/** Since when it is over; undefined while somebody has to do something about it. */
export const overSince = (ticket: Ticket): Instant | undefined => {
  switch (ticket.status) {
    case 'resolved':
      return ticket.resolution.at
    case 'closed':
      return ticket.resolution?.at ?? ticket.closed.at
    default:
      return undefined
  }
}
