import type { CustomerGlances } from '../../../domain/customers/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import type { FirmDays } from '../../../domain/kernel/firm-days.ts'
import { managerOf, reviewDaysOf } from '../../../domain/lists/cadence.ts'
import type { ReadLists } from '../../../domain/lists/ports.ts'
import { asking } from '../../../domain/reviews/asking.ts'
import { reviews } from '../../../domain/reviews/decide.ts'
import type { ReviewStore } from '../../../domain/reviews/ports.ts'
import { type Review, reviewIdOf } from '../../../domain/reviews/review.ts'
import { type ReminderPorts, raiseReminder, settleReminder } from '../reminders/raise-reminder.ts'
import { attend } from './attend.ts'

export type ReviewCare = ReminderPorts & {
  readonly reviews: ReviewStore
  readonly glances: CustomerGlances
  readonly lists: ReadLists
  /** On which days the firm works, as it is now. */
  readonly firmDays: () => Promise<FirmDays>
}

/** Reminds whoever is to see to it now, and nobody else any more. Saying it again does nothing. */
const remind = async (ports: ReviewCare, review: Review, context: Context): Promise<void> => {
  const { customerId } = review
  const { now, past } = asking(review)
  await Promise.all(past.map((cause) => settleReminder(ports, cause, context)))
  if (now.length === 0) return
  const [customer] = await ports.glances([customerId])
  const text = `资料核对 Data review: ${customer?.name ?? customerId}`.slice(0, 300)
  const subject = { kind: 'review', id: reviewIdOf(customerId) }
  await Promise.all(
    now.map(({ who, cause, dueAt }) => raiseReminder(ports, { cause, subject, owner: who, text, dueAt, customerId }, context)),
  )
}

/**
 * Brings the review of a customer's data in line with the customer and the time, from what stands there now: doing it twice,
 * late or out of order gives the same.
 */
export const attendReview =
  (ports: ReviewCare) =>
  async (customerId: string, context: Context): Promise<void> => {
    const prepare = async () => {
      const [[customer], lists, firm] = await Promise.all([ports.glances([customerId]), ports.lists(), ports.firmDays()])
      const [days, manager] = [reviewDaysOf(lists, customer?.tier ?? ''), managerOf(lists, customer?.team)]
      return { type: 'attend', customer, days, manager, firm } as const
    }
    const review = await attend(reviews, ports.reviews, { id: reviewIdOf(customerId), prepare, context })
    if (review) await remind(ports, review, context)
  }
