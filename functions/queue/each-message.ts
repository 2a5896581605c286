import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { errorShown } from '../runtime/error-shown.ts'
import { log } from '../runtime/log.ts'

type Deal = (message: SQSRecord) => Promise<void>

/** Leaves word of a message that fails. The queue brings it again, and lays it among the dead letters in the end: nobody else says why. */
const telling =
  (deal: Deal): Deal =>
  async (message) => {
    try {
      await deal(message)
    } catch (error) {
      log.error('a message failed', { traceId: message.messageId, error: errorShown(error) })
      throw error
    }
  }

/** The Lambda handler behind a queue without order: messages are dealt with beside one another, and only those that failed come again. */
export const eachMessage =
  (deal: Deal) =>
  (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    processPartialResponse(event, telling(deal), new BatchProcessor(EventType.SQS), { context, throwOnFullBatchFailure: false })
