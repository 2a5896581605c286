import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import { type Json, JsonObject } from '../assembly/json.ts'
import { declared, kind } from '../assembly/kind.ts'
import { matches } from './event-pattern.ts'

const Criteria = z.object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) }).default({ Filters: [] })

export const mappingKind = kind(
  'AWS::Lambda::EventSourceMapping',
  {
    EventSourceArn: z.string(),
    FunctionName: z.string(),
    Enabled: z.boolean().default(true),
    BatchSize: z.number().optional(),
    MaximumBatchingWindowInSeconds: z.number().default(0),
    FunctionResponseTypes: z.array(z.string()).default([]),
    FilterCriteria: Criteria,
    ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
    StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).default('TRIM_HORIZON'),
    BisectBatchOnFunctionError: z.boolean().default(false),
    MaximumRetryAttempts: z.number().default(-1),
    MaximumRecordAgeInSeconds: z.number().default(-1),
    DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  },
  // Records of a stream go to their function one batch after another, which keeps more order than a parallel shard promises.
  ['ParallelizationFactor', 'Tags', 'MetricsConfig', 'KmsKeyArn'],
)

export type Mapping = {
  readonly id: string
  readonly source: string
  readonly function: string
  readonly batchSize: number
  readonly windowMs: number
  readonly partial: boolean
  readonly concurrency: number
  readonly from: 'TRIM_HORIZON' | 'LATEST'
  readonly bisect: boolean
  /** Below zero: until it succeeds. */
  readonly retries: number
  readonly maxAgeMs: number
  readonly onFailure: string | undefined
  readonly accepts: (record: Json) => boolean
}

const filter = (patterns: readonly string[]) => {
  const read = patterns.map((pattern) => JsonObject.parse(JSON.parse(pattern)))
  return (record: Json): boolean => read.length === 0 || read.some((pattern) => matches(pattern, record))
}

const isQueue = (source: string): boolean => source.includes(':sqs:')

export const readMappings = (assembly: Assembly): readonly Mapping[] =>
  declared(assembly, mappingKind)
    .filter(({ given }) => given.Enabled)
    .map(({ stack, id, given }) => ({
      id: `${stack}/${id}`,
      source: given.EventSourceArn,
      function: given.FunctionName,
      batchSize: given.BatchSize ?? (isQueue(given.EventSourceArn) ? 10 : 100),
      windowMs: given.MaximumBatchingWindowInSeconds * 1000,
      partial: given.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      concurrency: given.ScalingConfig?.MaximumConcurrency ?? 2,
      from: given.StartingPosition,
      bisect: given.BisectBatchOnFunctionError,
      retries: given.MaximumRetryAttempts,
      maxAgeMs: given.MaximumRecordAgeInSeconds * 1000,
      onFailure: given.DestinationConfig?.OnFailure.Destination,
      accepts: filter(given.FilterCriteria.Filters.map(({ Pattern }) => Pattern)),
    }))

export const queueMappings = (mappings: readonly Mapping[]) => mappings.filter(({ source }) => isQueue(source))
export const streamMappings = (mappings: readonly Mapping[]) => mappings.filter(({ source }) => source.includes(':dynamodb:'))

const PartialAnswer = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() }).nullish()

/** The name of the table whose stream a mapping follows. */
export const tableFollowed = ({ source }: Pick<Mapping, 'source'>): string => source.split('/')[1] ?? ''

/** The items that a function names as failed. An answer that cannot be read fails the whole batch, as on Lambda: `undefined`. */
export const failuresIn = (result: string | undefined): readonly string[] | undefined => {
  const answer = PartialAnswer.safeParse(result === undefined ? null : JSON.parse(result))
  return answer.success ? (answer.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier) : undefined
}
