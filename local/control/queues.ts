import * as z from 'zod'
import { declared } from '../assembly/kind.ts'
import { nameOfArn, queueUrl } from '../assembly/place.ts'
import type { Engines } from '../engines/engines.ts'
import { queueKind } from '../engines/queues.ts'

const Redrive = z.object({ deadLetterTargetArn: z.string() })
const Received = z.object({
  Messages: z
    .array(
      z.object({
        Body: z.string(),
        ReceiptHandle: z.string(),
        MessageAttributes: z.unknown().optional(),
        Attributes: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
})

export type QueueState = {
  readonly name: string
  readonly waiting: number
  readonly inFlight: number
  readonly delayed: number
  /** Where messages go that fail too often, and how many lie there. */
  readonly deadLetters: { readonly queue: string; readonly waiting: number } | undefined
}

const deadLettersOf = (policy: string | undefined): string | undefined =>
  policy === undefined ? undefined : nameOfArn(Redrive.parse(JSON.parse(policy)).deadLetterTargetArn)

export const queueStates = async ({ assembly, queues }: Engines): Promise<readonly QueueState[]> => {
  const counts = await queues.counts()
  return declared(assembly, queueKind).map(({ name, given }) => {
    const failed = deadLettersOf(given.RedrivePolicy)
    return {
      ...(counts.get(name) ?? { name, waiting: 0, inFlight: 0, delayed: 0 }),
      deadLetters: failed === undefined ? undefined : { queue: failed, waiting: counts.get(failed)?.waiting ?? 0 },
    }
  })
}

/** Moves one message; it is sent before it is deleted, so that a crash in between repeats and never loses it. */
const move = async (
  { queues: { call, url } }: Engines,
  message: z.output<typeof Received>['Messages'][number],
  route: { from: string; to: string },
) => {
  const { MessageGroupId } = message.Attributes
  await call('AmazonSQS.SendMessage', {
    QueueUrl: queueUrl(url, route.to),
    MessageBody: message.Body,
    ...(message.MessageAttributes !== undefined && { MessageAttributes: message.MessageAttributes }),
    ...(MessageGroupId && { MessageGroupId, MessageDeduplicationId: `redrive-${crypto.randomUUID()}` }),
  })
  await call('AmazonSQS.DeleteMessage', { QueueUrl: queueUrl(url, route.from), ReceiptHandle: message.ReceiptHandle })
}

/** Moves the dead letters of queue `name` back into it. Returns how many, or `undefined` when there is no such queue with dead letters. */
export const redrive = async (engines: Engines, name: string): Promise<number | undefined> => {
  const queue = declared(engines.assembly, queueKind).find((declaredQueue) => declaredQueue.name === name)
  const from = deadLettersOf(queue?.given.RedrivePolicy)
  if (!from) return undefined
  let moved = 0
  for (;;) {
    const asked = {
      QueueUrl: queueUrl(engines.queues.url, from),
      MaxNumberOfMessages: 10,
      AttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }
    const { Messages } = Received.parse(await engines.queues.call('AmazonSQS.ReceiveMessage', asked))
    if (Messages.length === 0) return moved
    for (const message of Messages) await move(engines, message, { from, to: name })
    moved += Messages.length
  }
}
