import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod'
import { completenessStore } from '../../adapters/dynamo/customers/completeness-store.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { Environment } from '../runtime/environment.ts'
import { now } from '../runtime/now.ts'
import { telling } from './each-message.ts'
import { refreshCompleteness } from './refresh-completeness.ts'

const env = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), env.TABLE_NAME)
const ports = { store: completenessStore(table), lists: allLists(table), now }

/** An event, or the sweep's word that it is time: both name the customers that they are about. */
const Message = z.looseObject({ about: z.array(z.string()) })

const consume = async ({ body }: SQSRecord): Promise<void> => {
  for (const customerId of Message.parse(JSON.parse(body)).about) await refreshCompleteness(ports, customerId)
}

/** Keeps the completeness of customers up to date with their events. A message that fails holds back its own group only. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  processPartialResponse(event, telling(consume), new SqsFifoPartialProcessorAsync(), {
    context,
    skipGroupOnError: true,
    throwOnFullBatchFailure: false,
  })
