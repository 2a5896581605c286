import { randomUUID } from 'node:crypto'
import { flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { shiftDate } from '../clock.ts'
import { type Handler, loadHandler } from './worker-handler.ts'
import { printTo } from './worker-log.ts'
import { startMeter } from './worker-meter.ts'
import { errorOf, type Job, type Report, type WorkerStart } from './worker-protocol.ts'

/** Runs inside a worker thread: one function, one invocation at a time, as a Lambda environment does. */

const begun = performance.now()
const start: WorkerStart = workerData
const tell = (report: Report): void => parentPort?.postMessage(report)

const contextOf = ({ requestId, timeoutMs }: Job) => {
  const deadline = performance.now() + timeoutMs
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.arn,
    memoryLimitInMB: String(start.memoryMb),
    logGroupName: `/aws/lambda/${start.name}`,
    logStreamName: '[$LATEST]local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
  }
}

/** A handler answers by its promise or, as the older form has it, by calling back. */
const run = async (handler: Handler, job: Job): Promise<unknown> => {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const returned = handler(JSON.parse(job.event), contextOf(job), (error, result) => (error ? reject(error) : resolve(result)))
  return handler.length < 3 || returned instanceof Promise ? returned : promise
}

const serve = (handler: Handler): void => {
  const meter = startMeter(start.services)
  let isFirst = true
  const finish = async (job: Job) => {
    try {
      return { result: JSON.stringify(await run(handler, job)) }
    } catch (thrown) {
      const error = errorOf(thrown)
      console.error(JSON.stringify({ level: 'ERROR', requestId: job.requestId, ...error }))
      return { error }
    }
  }
  parentPort?.on('message', async (job: Job) => {
    process.env['_X_AMZN_TRACE_ID'] =
      `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)};Sampled=0`
    const [cpu, at] = [process.threadCpuUsage(), performance.now()]
    const outcome = await finish(job)
    const used = process.threadCpuUsage(cpu)
    tell({ type: 'done', ...outcome, runMs: performance.now() - at, cpuMs: (used.user + used.system) / 1000, use: meter.take() })
    // By now most of what is ever needed is compiled; when a worker ends, nobody asks it.
    if (isFirst) flushCompileCache()
    isFirst = false
  })
  tell({ type: 'ready', initMs: performance.now() - begun })
}

// Node has read it by now; the function is to see nothing of this machine.
delete process.env['NODE_COMPILE_CACHE']
shiftDate(start.clock)
printTo(start.logPath)
if (process.env['NODE_OPTIONS']?.includes('--enable-source-maps')) process.setSourceMapsEnabled(true)
loadHandler(start.directory, start.handler).then(serve, (thrown: unknown) => {
  console.error(JSON.stringify({ level: 'ERROR', ...errorOf(thrown) }))
  tell({ type: 'failed', error: errorOf(thrown) })
})
