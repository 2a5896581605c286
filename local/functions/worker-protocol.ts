/** What a worker is started with. A type alone: to load what could check it would make every start slower by a tenth. */
export type WorkerStart = {
  readonly directory: string
  readonly handler: string
  readonly name: string
  readonly arn: string
  readonly memoryMb: number
  readonly logPath: string
  readonly clock: SharedArrayBuffer
  /** Service by the port of its local engine, for the meter. */
  readonly services: Readonly<Record<string, string>>
}

/** One invocation, from the pool to the worker. `event` is JSON, as Lambda hands it over. */
export type Job = { readonly event: string; readonly timeoutMs: number; readonly requestId: string }

/** What an invocation used, counted from outside the function. */
export type Use = {
  /** Requests by service and operation, as `dynamodb.GetItem`. */
  readonly calls: Readonly<Record<string, number>>
  readonly readUnits: number
  readonly writeUnits: number
}

/** An error as Lambda reports it to whoever invoked. */
export type FunctionError = { readonly errorType: string; readonly errorMessage: string; readonly trace?: readonly string[] }

/** What a worker tells the pool. `result` is JSON, or absent where the handler returned nothing. */
export type Report =
  | { readonly type: 'ready'; readonly initMs: number }
  | { readonly type: 'failed'; readonly error: FunctionError }
  | {
      readonly type: 'done'
      readonly result?: string | undefined
      readonly error?: FunctionError
      readonly runMs: number
      readonly cpuMs: number
      readonly use: Use
    }

export const errorOf = (thrown: unknown): FunctionError => {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] }
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') }
}
