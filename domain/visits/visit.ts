import * as z from 'zod'
import { startOf } from '../kernel/calendar.ts'
import { Code } from '../kernel/code.ts'
import { ContactId, CustomerId, UserId, VisitId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { line, paragraph } from '../kernel/text.ts'

const said = (max: number) => paragraph(max).meta({ class: 'internal' })

/** Something that was promised to a customer: by whom it is to be kept, and by when. */
export const Promised = z.strictObject({ text: line(280).meta({ class: 'internal' }), owner: UserId, due: PlainDate })
export type Promised = z.infer<typeof Promised>

/** What comes of a visit that was held. */
export const VisitForm = z.strictObject({
  channel: z.enum(['on_site', 'phone', 'video']),
  /** Who was there of the customer's people. */
  with: z.array(ContactId).max(20).default([]),
  /** How satisfied they are, from 1 (not at all) to 5, and in their own words. */
  satisfaction: z.int().min(1).max(5).optional(),
  words: said(2000).optional(),
  needs: said(2000).optional(),
  /** What they expect of the next quarter. */
  outlook: said(2000).optional(),
  promises: z.array(Promised).max(20).default([]),
})
export type VisitForm = z.infer<typeof VisitForm>

/** How the customer stood when the visit was last brought in line with it. */
export const Visited = z.strictObject({
  tier: Code,
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  /** Of a customer without an owner: who leads its team. */
  manager: UserId.optional(),
})
export type Visited = z.infer<typeof Visited>

/** When a visit is to be, and who goes where that is not the customer's owner. `at` is an appointment that was made for that day. */
export const Appointment = z.strictObject({
  dueOn: PlainDate,
  at: Instant.optional(),
  visitor: UserId.optional(),
  agenda: said(2000).optional(),
})
export type Appointment = z.infer<typeof Appointment>

/** The visit that follows: a further try, or the next by the cadence. */
export const NextVisit = z.strictObject({ on: PlainDate, attempt: z.int().min(1) })
export type NextVisit = z.infer<typeof NextVisit>

const Ended = z.strictObject({
  at: Instant,
  by: UserId,
  note: said(1000).optional(),
  form: VisitForm.optional(),
  next: NextVisit.optional(),
})

export const VisitStatus = z.enum(['planned', 'held', 'unreachable', 'refused', 'cancelled'])
export type VisitStatus = z.infer<typeof VisitStatus>

/** A return visit, one of a row of them: each customer has one before it at most, and what came of that one says when the next is. */
export const Visit = z.strictObject({
  id: VisitId,
  customerId: CustomerId,
  /** Its place in the row of the customer's visits, from 1. */
  number: z.int().min(1),
  customer: Visited,
  /** By the cadence: from which day on, and after how many days. Nobody visits by the clock where there are none. */
  since: PlainDate,
  days: z.int().min(1).optional(),
  ...Appointment.shape,
  /** Its day was named by a person, and does not move with the cadence. */
  isFixed: z.boolean(),
  /** Which try it is. */
  attempt: z.int().min(1),
  status: VisitStatus,
  fellDueOn: PlainDate.optional(),
  /** Of whom it was asked, and for which day: `2026-11-23:usr_wang`. */
  asked: z.array(z.string()).default([]),
  /** When anything about it last changed. Those of old do not know. */
  changedAt: Instant.optional(),
  ended: Ended.optional(),
})
export type Visit = z.infer<typeof Visit>

/** "Who was sent goes, or else who looks after the customer, or else who leads the team that does." */
export const visitorOf = ({ visitor, customer }: Pick<Visit, 'visitor' | 'customer'>): string | undefined =>
  visitor ?? customer.owner ?? customer.manager

/** Its day has come, and nothing came of it yet. */
export const isDue = ({ status, fellDueOn, dueOn }: Visit): boolean => status === 'planned' && fellDueOn === dueOn

/** When time next does something to it. */
export const dueAtOf = (visit: Visit): Instant | undefined =>
  visit.status === 'planned' && !isDue(visit) ? startOf(visit.dueOn) : undefined
