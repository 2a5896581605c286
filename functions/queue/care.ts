import { documentClient } from '../../adapters/dynamo/client.ts'
import { customerGlances } from '../../adapters/dynamo/customer-glances.ts'
import { allLists } from '../../adapters/dynamo/list-store.ts'
import { reminderStore } from '../../adapters/dynamo/reminder-store.ts'
import { reviewStore } from '../../adapters/dynamo/review-store.ts'
import { Table } from '../../adapters/dynamo/table.ts'
import { Environment } from '../runtime/environment.ts'
import { attendReview } from './attend-review.ts'
import { jobHandler } from './job.ts'

const { TABLE_NAME } = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)
const review = attendReview({
  reviews: reviewStore(table),
  reminders: reminderStore(table),
  glances: customerGlances(table),
  lists: allLists(table),
})

/** Looks after customers: their data are reviewed when it is time. Both their events and the reviews' are told under their id. */
export const handler = jobHandler({ happened: ({ subject }, context) => review(subject.id, context), due: { review } })
