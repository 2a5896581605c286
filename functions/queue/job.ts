import type { SQSRecord } from 'aws-lambda'
import * as z from 'zod'
import type { Context } from '../../domain/kernel/decider.ts'
import { Due } from '../../domain/kernel/due.ts'
import { EventEnvelope } from '../../domain/kernel/event-envelope.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { system } from '../../domain/kernel/system-actor.ts'
import { now } from '../runtime/now.ts'
import { eachMessage } from './each-message.ts'

/** That something happened: an event without what it says, which whoever needs it reads by its id. */
export const Notice = EventEnvelope.omit({ data: true, why: true })
export type Notice = z.infer<typeof Notice>

/** What a job does with the two things that reach it. Each may come twice, late, or out of order, and throws to be brought back. */
export type Job = {
  /** An event that the job follows. */
  readonly happened?: (notice: Notice, context: Context) => Promise<void>
  /** By kind: something that it looks after has fallen due. */
  readonly due?: Readonly<Record<string, (id: string, context: Context) => Promise<void>>>
}

const Message = z.union([Due, Notice])

/** The message is ahead of the clock, which was set back: the queue brings it again. */
class TooEarly extends Failure {
  override readonly name = 'TooEarly'
}

const dealWith = async (job: Job, { body, messageId }: SQSRecord): Promise<void> => {
  const message = Message.parse(JSON.parse(body))
  const asked = { now: now(), actor: system }
  if ('type' in message) {
    if (!job.happened) throw new Failure(`no event is followed here, yet there came ${message.type}`)
    // What follows from an event belongs to the request that it began with.
    return job.happened(message, { ...asked, traceId: message.traceId })
  }
  if (message.at > asked.now) throw new TooEarly(`${message.id} is due at ${message.at}`)
  const deal = job.due?.[message.kind]
  if (!deal) throw new Failure(`nothing that falls due of ${message.kind} is looked after here`)
  return deal(message.id, { ...asked, traceId: messageId })
}

/** A job's Lambda handler. */
export const jobHandler = (job: Job) => eachMessage((record) => dealWith(job, record))
