import * as z from 'zod'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { managerOf, reviewDaysOf } from '../../domain/lists/cadence.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { type ReviewCommand, reviews } from '../../domain/reviews/decide.ts'
import type { ReviewStore, VersionedGlance } from '../../domain/reviews/ports.ts'
import { Review, reviewIdOf } from '../../domain/reviews/review.ts'
import { attempt } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import { type Asked, idIn } from './asked.ts'

export type ReviewPorts = { readonly reviews: ReviewStore; readonly glance: VersionedGlance; readonly lists: ReadLists }

/** A review as it is answered. `version` is its own; those of the customer that it names are `from` and `to`. */
export const ReviewAnswer = Review.omit({ asked: true }).extend({ version: z.int() })
export type ReviewAnswer = z.infer<typeof ReviewAnswer>

export const answerOf = ({ asked: _asked, ...review }: Review, version: number): ReviewAnswer => ({ ...review, version })

/** The customer as it stands when the review is done. */
const confirmation = async ({ glance, lists }: ReviewPorts, customerId: string, seen: number | undefined): Promise<ReviewCommand> => {
  const [found, known] = await Promise.all([glance(customerId), lists()])
  const { customer, version = 0 } = found ?? {}
  const [days, manager] = [reviewDaysOf(known, customer?.tier ?? ''), managerOf(known, customer?.team)]
  return { type: 'confirm', seen, customer, days, manager, from: version, to: version }
}

/** Finds the path's customer right. It is read anew each time that somebody else was first. */
export const confirm = async (ports: ReviewPorts, request: Asked, seen: number | undefined): Promise<Result<ReviewAnswer, Refused>> => {
  const [id, { context, ifMatch }] = [idIn(request, 'customerId'), request]
  const done = await whileOvertaken(async () =>
    attempt(reviews, ports.reviews, { id: reviewIdOf(id), command: await confirmation(ports, id, seen), context, ifMatch }),
  )
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf(state, version)) : refuse({ code: 'review.not_found' })
}
