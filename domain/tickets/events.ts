import * as z from 'zod'
import { InboundChannel, TicketChannel, TicketNumber } from '../inbound/inbound-message.ts'
import { FieldClassName } from '../kernel/care/field-class.ts'
import { Code } from '../kernel/code.ts'
import { ContactId, CustomerId, TicketId, TicketMessageId, UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { line } from '../kernel/text.ts'
import { Level, Priority } from '../priorities/priority.ts'
import { SortingReasons } from '../sorting/sorted.ts'
import { noticeWarnings } from './claim.ts'
import { LiveStatus, TicketStatus } from './moves.ts'
import { Closed, Resolution } from './resolution.ts'
import { Task } from './task.ts'
import { Excerpt, MessageText } from './thread.ts'
import { changeable, Ticket } from './ticket.ts'

const done = { at: Instant, by: UserId }

/** A message as its event tells of it: never an address, and of the text its beginning. */
const glance = { message: TicketMessageId, excerpt: Excerpt, attachments: z.int().min(0), automatic: z.boolean().optional() }

/** The members that were changed, and no others; null where there was or is none. */
const Members = patchOf(changeable)

/** It was there because of a bad score: nobody is asked how that went. */
const recovered = { recovery: z.literal(true).optional() }

/** Who has it and who watches it, and so is to know. */
const concerned = { assignee: UserId.optional(), watchers: z.array(UserId).optional() }

/** From the first word to the last. */
const life = [
  /** With what it was opened, and the message of the customer that it was opened by. Who asked is kept with the ticket, and not told. */
  z.strictObject({ type: z.literal('ticket.opened'), ticket: Ticket, message: TicketMessageId.optional() }),
  z.strictObject({
    type: z.literal('ticket.matched'),
    customerId: CustomerId,
    contactId: ContactId.optional(),
    tier: Code.optional(),
    team: Code.optional(),
    region: Code.optional(),
    was: CustomerId.optional(),
    ...done,
  }),
  z.strictObject({ type: z.literal('ticket.moved'), from: TicketStatus, to: LiveStatus, ...done }),
  /** With what a survey goes by: whom to ask, and what may have driven the answer. */
  z.strictObject({
    type: z.literal('ticket.resolved'),
    resolution: Resolution,
    kind: Code,
    priority: Priority,
    contactId: ContactId.optional(),
    assignee: UserId.optional(),
    team: Code.optional(),
    reopened: z.int().min(0),
    /** From its opening to our first answer, by the clock on the wall: so long the customer waited. None where nobody answered. */
    firstResponseMinutes: z.int().min(0).optional(),
    /** From where to where it is about, such as `CNSHA-DEHAM`, as far as its form says so. */
    lane: z.string().max(21).optional(),
    ...recovered,
  }),
  z.strictObject({ type: z.literal('ticket.closed'), closed: Closed, ...recovered }),
  z.strictObject({ type: z.literal('ticket.reopened'), because: z.enum(['customer_wrote', 'taken_up_again']), ...concerned, ...done }),
] as const

/** What is for the customer and what is for colleagues are events of different kinds. */
const talk = [
  /** `assignee`: who has the ticket that was open already, and is to know; none where a machine wrote. */
  z.strictObject({
    type: z.literal('ticket.message_received'),
    ...glance,
    channel: InboundChannel,
    assignee: UserId.optional(),
    /** Of somebody else than whose the ticket is: the merged ticket in whose thread it stands, and whose that is. */
    of: z.strictObject({ ticket: TicketId, customerId: CustomerId.optional() }).optional(),
    at: Instant,
  }),
  /** `heardAt`: in a ticket that was merged, when whoever is answered wrote last. */
  z.strictObject({ type: z.literal('ticket.replied'), ...glance, channel: TicketChannel, heardAt: Instant.optional(), ...done }),
  /** Whoever wrote a ticket that was merged into this one was answered there: what was said stands in that one's thread. */
  z.strictObject({ type: z.literal('ticket.answered_apart'), ticket: TicketId, message: TicketMessageId, ...done }),
  z.strictObject({ type: z.literal('ticket.noted'), ...glance, mentions: z.array(UserId), ...done }),
] as const

const work = [
  /** Sorted anew when a message came: nothing is lowered by it. */
  z.strictObject({
    type: z.literal('ticket.sorted'),
    urgency: Level,
    impact: Level,
    priority: Priority,
    tags: z.array(Code),
    why: SortingReasons,
    at: Instant,
  }),
  z.strictObject({ type: z.literal('ticket.raised'), from: Priority, to: Priority, ...done }),
  z.strictObject({ type: z.literal('ticket.changed'), from: Members, to: Members, ...done }),
  /** Whose it is now: somebody's, or with no `assignee` whoever of the team takes it. */
  z.strictObject({
    type: z.literal('ticket.assigned'),
    from: z.strictObject({ assignee: UserId.optional(), team: Code.optional() }),
    assignee: UserId.optional(),
    team: Code.optional(),
    region: Code.optional(),
    /** A person gave it, somebody took it, or it was handed out by itself. */
    how: z.enum(['given', 'taken', 'dispatched']),
    ...done,
  }),
  z.strictObject({ type: z.literal('ticket.watched'), user: UserId, watches: z.boolean(), ...done }),
  /** Somebody read who asked, which their role does not show, and said what for. */
  z.strictObject({ type: z.literal('ticket.revealed'), purpose: line(200), classes: z.array(FieldClassName), ...done }),
] as const

const time = [
  /** So much of the time for an answer or for the solution is used up. */
  z.strictObject({
    type: z.literal('ticket.deadline_neared'),
    deadline: z.enum(['first', 'next', 'resolution']),
    percent: z.union([z.literal(50), z.literal(80), z.literal(100)]),
    /** None while its clock stands still. */
    due: Instant.optional(),
    /** Who works on it, and is to know. */
    assignee: UserId.optional(),
    /** By what it is known that this was told: once. */
    step: z.string().max(60),
    at: Instant,
  }),
  /** Somebody has to look at it who does not work on it: whom it was brought to, undefined where there was nobody. */
  z.strictObject({
    type: z.literal('ticket.escalated'),
    level: z.int().min(1),
    to: UserId.optional(),
    because: z.enum(['deadline', 'repeat_complaint', 'person']),
    ...done,
  }),
  /** The last day for giving notice of a claim comes near, or has come. */
  z.strictObject({
    type: z.literal('ticket.notice_near'),
    noticeBy: PlainDate,
    /** So many days before it this was to be told; of warnings that come late only the last is. */
    left: z.literal(noticeWarnings),
    step: z.string().max(60),
    /** Who is to know: those who have it and watch it, or those who lead its team. */
    assignee: UserId.optional(),
    team: Code.optional(),
    watchers: z.array(UserId),
    at: Instant,
  }),
  /** A calendar or a policy is another one, and so are its deadlines. */
  z.strictObject({ type: z.literal('ticket.rescheduled'), at: Instant }),
] as const

const kin = [
  /** `apart`: somebody else wrote it than the one that it went into. */
  z.strictObject({ type: z.literal('ticket.merged'), into: TicketId, was: LiveStatus, apart: z.literal(true).optional(), ...done }),
  /** With who watches it, what is still to be done for it and what hangs below it, as far as that is new here. */
  z.strictObject({
    type: z.literal('ticket.absorbed'),
    ticket: TicketId,
    watchers: z.array(UserId).optional(),
    tasks: z.array(Task).optional(),
    children: z.array(TicketId).optional(),
    /** Of one that somebody else wrote: the number under which they are answered. */
    apart: TicketNumber.optional(),
    ...done,
  }),
  /** With what became of its tasks in between, and which of its children were taken from below it. */
  z.strictObject({
    type: z.literal('ticket.unmerged'),
    from: TicketId,
    to: LiveStatus,
    tasks: z.array(Task).optional(),
    childrenGone: z.array(TicketId).optional(),
    ...done,
  }),
  z.strictObject({ type: z.literal('ticket.released'), ticket: TicketId, ...done }),
  z.strictObject({ type: z.literal('ticket.split'), into: TicketId, messages: z.array(TicketMessageId).max(100), ...done }),
  z.strictObject({ type: z.literal('ticket.rejoined'), from: TicketId, messages: z.array(TicketMessageId).max(100), ...done }),
  /** What the other ticket is to this one, or is no more. */
  z.strictObject({
    type: z.literal('ticket.linked'),
    as: z.enum(['parent', 'child', 'continued_by', 'related']),
    ticket: TicketId,
    linked: z.boolean(),
    ...done,
  }),
  /** What its children are to be resolved by as well, in words for their customers. */
  z.strictObject({ type: z.literal('ticket.fix_offered'), text: MessageText, ...done }),
  z.strictObject({ type: z.literal('ticket.task_asked'), task: Task }),
  z.strictObject({ type: z.literal('ticket.task_done'), task: z.string(), done: Task.shape.done.unwrap(), askedBy: UserId.optional() }),
  /** It was due and is not done: told once, to whoever was asked and to whoever asked. */
  z.strictObject({
    type: z.literal('ticket.task_overdue'),
    task: z.string(),
    ...Task.pick({ department: true, assignee: true }).shape,
    dueAt: Instant,
    askedBy: UserId,
    at: Instant,
  }),
] as const

/** What can happen to a ticket. */
export const TicketEvent = z.discriminatedUnion('type', [...life, ...talk, ...work, ...time, ...kin])
export type TicketEvent = z.infer<typeof TicketEvent>
