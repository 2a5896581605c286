import * as z from 'zod'
import { JsonObject } from '../assembly/json.ts'
import { kind } from '../assembly/kind.ts'

/** EventBridge's own patience: 185 more attempts within a day. */
const RetryPolicy = z
  .object({ MaximumRetryAttempts: z.number().default(185), MaximumEventAgeInSeconds: z.number().default(86_400) })
  .prefault({})

/** What a run of the clock reaches, by a rule or a schedule. */
export const RunTarget = z.object({
  Arn: z.string(),
  Input: z.string().optional(),
  RetryPolicy,
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).default({}),
})

export const InputTransformer = z.object({
  InputPathsMap: z.record(z.string(), z.string()).default({}),
  InputTemplate: z.string(),
})
export type InputTransformer = z.output<typeof InputTransformer>

/** A rule runs by the clock, or for each event of a bus that fits its pattern. */
export const ruleKind = kind(
  'AWS::Events::Rule',
  {
    ScheduleExpression: z.string().optional(),
    EventPattern: JsonObject.optional(),
    EventBusName: z.string().default('default'),
    State: z.string().default('ENABLED'),
    Targets: z.array(RunTarget.extend({ InputTransformer: InputTransformer.optional() })).default([]),
  },
  ['Name', 'Description', 'RoleArn', 'Tags', 'Targets[].Id', 'Targets[].RoleArn'],
)
