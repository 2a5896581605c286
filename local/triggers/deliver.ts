import type { Engines } from '../engines/engines.ts'
import type { Functions, RunningFunction } from '../functions/functions.ts'
import type { Deliver } from './schedule-run.ts'
import { sendTo } from './sources.ts'

/** What an asynchronous invocation gets before it is given up: one attempt and two more, as on Lambda. */
const attempts = 3
/** The function never saw the event: it is no failure of its own. */
const unseen: readonly string[] = ['TooManyRequestsException', 'Stopped']

/** Why the function failed for good, or `undefined` when it succeeded. Rejects when it could not be had at all. */
const failureOf = async (target: RunningFunction, event: string): Promise<string | undefined> => {
  let failed: string | undefined
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { error } = await target.invoke(event)
    if (!error) return undefined
    failed = `${error.errorType}: ${error.errorMessage}`
    if (unseen.includes(error.errorType)) throw new Error(failed)
  }
  return failed
}

/**
 * Hands events to functions, queues and topics. As on AWS an event counts as delivered once its function has seen it: one
 * that fails every attempt goes to the function's dead letters, where it has any.
 */
export const deliverer =
  (engines: Engines, functions: Functions): Deliver =>
  async (arn, event) => {
    if (!arn.includes(':lambda:')) return sendTo(engines, arn, event)
    const target = functions.find(arn)
    if (!target) throw new Error(`${arn} does not run here`)
    const failed = await failureOf(target, event)
    if (failed === undefined) return
    console.error(`${target.plan.name}: gave up on ${event}: ${failed}`)
    if (target.plan.deadLetters) await sendTo(engines, target.plan.deadLetters, event)
  }
