import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import { declared, kind } from '../assembly/kind.ts'
import { RunTarget, ruleKind } from './rule-kind.ts'
import { type Next, readSchedule } from './schedule-expression.ts'

export const scheduleKind = kind(
  'AWS::Scheduler::Schedule',
  {
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z.string().default('UTC'),
    State: z.string().default('ENABLED'),
    Target: RunTarget,
  },
  ['Name', 'Description', 'FlexibleTimeWindow', 'GroupName', 'KmsKeyArn', 'Target.RoleArn'],
)

export type ScheduleTarget = {
  readonly arn: string
  /** What it is handed instead of the event of the run. */
  readonly input: string | undefined
  readonly retries: number
  readonly maxAgeMs: number
  /** ARN of the queue that takes what could not be delivered. */
  readonly deadLetters: string | undefined
}
export type SchedulePlan = {
  readonly name: string
  readonly arn: string
  readonly expression: string
  readonly next: Next
  readonly targets: readonly ScheduleTarget[]
}

const targetOf = ({ Arn, Input, RetryPolicy: retry, DeadLetterConfig }: z.output<typeof RunTarget>): ScheduleTarget => ({
  arn: Arn,
  input: Input,
  retries: retry.MaximumRetryAttempts,
  maxAgeMs: retry.MaximumEventAgeInSeconds * 1000,
  deadLetters: DeadLetterConfig.Arn,
})

const rulePlans = (assembly: Assembly): readonly SchedulePlan[] =>
  declared(assembly, ruleKind).flatMap(({ name, arn, given: { ScheduleExpression: expression, State, Targets } }) =>
    expression && State !== 'DISABLED' ? [{ name, arn, expression, next: readSchedule(expression), targets: Targets.map(targetOf) }] : [],
  )

const schedulePlans = (assembly: Assembly): readonly SchedulePlan[] =>
  declared(assembly, scheduleKind)
    .filter(({ given }) => given.State !== 'DISABLED')
    .map(({ name, arn, given: { ScheduleExpression: expression, ScheduleExpressionTimezone, Target: target } }) => ({
      name,
      arn,
      expression,
      next: readSchedule(expression, ScheduleExpressionTimezone),
      targets: [targetOf(target)],
    }))

/** What the templates want done by the clock. */
export const readPlans = (assembly: Assembly): readonly SchedulePlan[] => [...rulePlans(assembly), ...schedulePlans(assembly)]
