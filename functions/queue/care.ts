import { isAtIn } from '../../adapters/dynamo/contacts/is-at.ts'
import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { reminderStore } from '../../adapters/dynamo/reminders/reminder-store.ts'
import { reviewStore } from '../../adapters/dynamo/reviews/review-store.ts'
import { firmDaysIn } from '../../adapters/dynamo/service-levels/firm-days.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { lastVisit } from '../../adapters/dynamo/visits/visit-queries.ts'
import { visitStore } from '../../adapters/dynamo/visits/visit-store.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { customerReviewedIn } from '../../domain/reviews/review.ts'
import { Environment } from '../runtime/environment.ts'
import { attendReview } from './care/attend-review.ts'
import { attendVisit, attendVisits } from './care/attend-visits.ts'
import { hearFrom, isOwnWord } from './care/hear-from.ts'
import { jobHandler } from './job.ts'

const { TABLE_NAME } = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)
const shared = { reminders: reminderStore(table), glances: customerGlances(table), lists: allLists(table), firmDays: firmDaysIn(table) }
const seen = { ...shared, visits: visitStore(table), last: lastVisit(table) }
const reviews = reviewStore(table)
const hear = hearFrom({ reviews, isAt: isAtIn(table) })
const [ofCustomer, visit, visits] = [attendReview({ ...shared, reviews }), attendVisit(seen), attendVisits(seen)]

const customer = async (id: string, context: Context): Promise<void> => {
  await ofCustomer(id, context)
  await visits(id, context)
}

const review = (id: string, context: Context): Promise<void> => ofCustomer(customerReviewedIn(id), context)

/** Each by the kind of its subject. */
const follow: Readonly<Record<string, (id: string, context: Context) => Promise<void>>> = { customer, review, visit }

/** Looks after customers: their data are reviewed and they are visited again when it is time. */
export const handler = jobHandler({
  happened: async (notice, context) => {
    const { subject, type } = notice
    if (isOwnWord(notice)) return hear(notice, context)
    const attend = follow[subject.kind]
    if (!attend) throw new Failure(`nothing is done here about ${type}`)
    await attend(subject.id, context)
  },
  due: { review, visit, customer },
})
