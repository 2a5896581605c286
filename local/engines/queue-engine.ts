import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import * as z from 'zod'
import { type AwsCall, awsCall } from './aws-call.ts'
import { type SnsCall, snsCall } from './sns-call.ts'

/** What the thread of the queue engine is started with. */
export const QueueThreadStart = z.object({ folder: z.string(), region: z.string(), clock: z.instanceof(SharedArrayBuffer) })
type QueueThreadStart = z.infer<typeof QueueThreadStart>

const Counts = z.array(
  z
    .object({
      name: z.string(),
      approximateMessageCount: z.number(),
      approximateInflightCount: z.number(),
      approximateDelayedCount: z.number(),
    })
    .transform(({ name, approximateMessageCount: waiting, approximateInflightCount: inFlight, approximateDelayedCount: delayed }) => ({
      name,
      waiting,
      inFlight,
      delayed,
    })),
)
type QueueCounts = z.output<typeof Counts>[number]

export type QueueEngine = {
  readonly url: string
  readonly call: AwsCall
  readonly notify: SnsCall
  /** How many messages lie in each queue, by its name, without receiving any. */
  readonly counts: () => Promise<ReadonlyMap<string, QueueCounts>>
  readonly stop: () => Promise<void>
}

const asked = async (url: string): Promise<Response> => {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return answer
}

const startThread = async (start: QueueThreadStart): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> => {
  const worker = new Worker(new URL('./queue-thread.ts', import.meta.url), { workerData: start, env: {}, argv: [], execArgv: [] })
  const [port] = await once(worker, 'message')
  // Without its queues the deployment is none: an error here ends the runner, as one of its own does.
  worker.on('error', (cause) => {
    throw cause
  })
  const stop = async (): Promise<void> => {
    const stopped = once(worker, 'message')
    worker.postMessage('stop')
    await stopped
    await worker.terminate()
  }
  return { port: z.number().parse(port), stop }
}

type QueueEngineOptions = { readonly dataDir: string; readonly region: string; readonly clock: SharedArrayBuffer }

/** SQS and SNS in a thread of their own, kept in the data folder, on the deployment's clock. */
export const startQueueEngine = async ({ dataDir, region, clock }: QueueEngineOptions): Promise<QueueEngine> => {
  const { port, stop } = await startThread({ folder: join(dataDir, 'queues'), region, clock })
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    call: awsCall(url, region),
    notify: snsCall(url, region),
    counts: async () => new Map(Counts.parse(await (await asked(`${url}/_fauxqs/queues`)).json()).map((queue) => [queue.name, queue])),
    stop,
  }
}
