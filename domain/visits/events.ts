import * as z from 'zod'
import { Forsaken } from '../kernel/forsaken.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { paragraph } from '../kernel/text.ts'
import { Appointment, isDue, NextVisit, Visit, Visited, VisitForm, visitorOf } from './visit.ts'

const ending = { next: NextVisit.optional(), at: Instant, by: UserId }
/** Its day has come, and nobody is there to go. */
const forsaken = Forsaken.optional()
const note = paragraph(1000).meta({ class: 'internal' }).optional()

/** What can happen to a visit. */
export const VisitEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('visit.planned'), visit: Visit }),
  z.strictObject({ type: z.literal('visit.moved'), from: Appointment, to: Appointment, at: Instant, by: UserId }),
  /** Others look after the customer now, or it is visited at another cadence. */
  z.strictObject({
    type: z.literal('visit.realigned'),
    customer: Visited,
    days: z.int().min(1).optional(),
    dueOn: PlainDate,
    forsaken,
    at: Instant,
  }),
  z.strictObject({ type: z.literal('visit.fell_due'), dueOn: PlainDate, visitor: UserId.optional(), forsaken, at: Instant }),
  z.strictObject({ type: z.literal('visit.held'), form: VisitForm, ...ending }),
  /** Nobody could be reached, or they would not have it: that is a result, too. */
  z.strictObject({ type: z.literal('visit.unreachable'), note, ...ending }),
  z.strictObject({ type: z.literal('visit.refused'), note, ...ending }),
  z.strictObject({ type: z.literal('visit.cancelled'), at: Instant, by: UserId }),
])
export type VisitEvent = z.infer<typeof VisitEvent>

const statusOf = {
  'visit.held': 'held',
  'visit.unreachable': 'unreachable',
  'visit.refused': 'refused',
  'visit.cancelled': 'cancelled',
} as const

/** Whoever is to go on a day that has come has been asked. */
const asked = (visit: Visit): Visit => {
  const visitor = visitorOf(visit)
  if (!isDue(visit) || visitor === undefined) return visit
  return { ...visit, asked: [...new Set([...visit.asked, `${visit.dueOn}:${visitor}`])] }
}

type Happened = Exclude<VisitEvent, { type: 'visit.planned' }>

const after = (visit: Visit, event: Happened): Visit => {
  switch (event.type) {
    case 'visit.moved': {
      const { at: _at, visitor: _visitor, agenda: _agenda, ...rest } = visit
      return asked({ ...rest, ...event.to, isFixed: true })
    }
    case 'visit.realigned':
      return asked({ ...visit, customer: event.customer, days: event.days, dueOn: event.dueOn })
    case 'visit.fell_due':
      return asked({ ...visit, fellDueOn: event.dueOn })
    case 'visit.held':
    case 'visit.unreachable':
    case 'visit.refused':
    case 'visit.cancelled': {
      const { type, ...ended } = event
      return { ...visit, status: statusOf[type], ended }
    }
  }
}

/** What an event makes of a visit. */
export const evolve = (visit: Visit | undefined, event: VisitEvent): Visit | undefined => {
  if (event.type === 'visit.planned') return event.visit
  return visit && { ...after(visit, event), changedAt: event.at }
}
