import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod'
import { errorShown } from '../runtime/error-shown.ts'
import { log } from '../runtime/log.ts'

type Deal = (message: SQSRecord) => Promise<void>

/** By what a message is found again: the event that it tells of and in which request that began, or what fell due. */
const Named = z.object({ id: z.string(), type: z.string(), kind: z.string(), traceId: z.string() }).partial()

const namesIn = (body: string): z.output<typeof Named> => {
  try {
    return Named.safeParse(JSON.parse(body)).data ?? {}
  } catch {
    // It is for whoever deals with the message to say that it is no JSON; here it only has no names.
    return {}
  }
}

/** Leaves word of a message that fails. The queue brings it again, and lays it among the dead letters in the end: nobody else says why. */
const telling =
  (deal: Deal): Deal =>
  async (message) => {
    try {
      await deal(message)
    } catch (error) {
      log.error('a message failed', { traceId: message.messageId, ...namesIn(message.body), error: errorShown(error) })
      throw error
    }
  }

/** The Lambda handler behind a queue without order: messages are dealt with beside one another, and only those that failed come again. */
export const eachMessage =
  (deal: Deal) =>
  (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    processPartialResponse(event, telling(deal), new BatchProcessor(EventType.SQS), { context, throwOnFullBatchFailure: false })
