import type { Context } from '../../../domain/kernel/decider.ts'
import { reviews } from '../../../domain/reviews/decide.ts'
import type { IsAt, ReviewStore } from '../../../domain/reviews/ports.ts'
import { Heard, reviewIdOf } from '../../../domain/reviews/review.ts'
import type { Notice } from '../job.ts'
import { attend } from './attend.ts'

type Listening = { readonly reviews: ReviewStore; readonly isAt: IsAt }

/** Somebody looked through their own data by their own link. */
export const isOwnWord = ({ type }: Pick<Notice, 'type'>): boolean => type === 'customer.confirmed' || type === 'contact.confirmed'

/** Keeps it beside the review of the individual, or of each customer at which the contact is now. Saying it again does nothing. */
export const hearFrom =
  ({ reviews: store, isAt }: Listening) =>
  async ({ subject, about, at }: Notice, context: Context): Promise<void> => {
    const command = { type: 'hear', word: Heard.parse({ who: subject.id, at }) } as const
    for (const customerId of about)
      if (customerId === subject.id || (await isAt(subject.id, customerId)))
        await attend(reviews, store, { id: reviewIdOf(customerId), prepare: async () => command, context })
  }
