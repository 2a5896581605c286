import { completenessStore } from '../../adapters/dynamo/customers/completeness-store.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { Environment } from '../runtime/environment.ts'
import { now } from '../runtime/now.ts'
import { jobHandler } from './job.ts'
import { refreshCompleteness } from './refresh-completeness.ts'

const { TABLE_NAME } = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)
const ports = { store: completenessStore(table), lists: allLists(table), now }

const underWay = new Map<string, Promise<void>>()

/** Events of one batch about one customer share a look: all of them were committed before the batch came. */
const refresh = (customerId: string): Promise<void> => {
  const refreshing = underWay.get(customerId) ?? refreshCompleteness(ports, customerId).finally(() => underWay.delete(customerId))
  underWay.set(customerId, refreshing)
  return refreshing
}

/** Keeps the completeness of customers up to date with their events, and when the sweep finds that it was worked out in another way. */
export const handler = jobHandler({
  happened: async ({ about }) => {
    await Promise.all(about.map(refresh))
  },
  due: { customer: refresh },
})
