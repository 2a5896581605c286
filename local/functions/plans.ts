import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import { declared, kind } from '../assembly/kind.ts'

export const functionKind = kind(
  'AWS::Lambda::Function',
  {
    Handler: z.string().default('index.handler'),
    Code: z.object({ S3Key: z.string(), ZipFile: z.string() }).partial(),
    Runtime: z.string().default('nodejs24.x'),
    Timeout: z.number().default(3),
    MemorySize: z.number().default(128),
    Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).default({ Variables: {} }),
    ReservedConcurrentExecutions: z.number().optional(),
    DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
  },
  [
    'Code.S3Bucket',
    'Code.S3ObjectVersion',
    'FunctionName',
    'Role',
    'Description',
    'Architectures',
    'LoggingConfig',
    'TracingConfig',
    'Tags',
    'EphemeralStorage',
    'RuntimeManagementConfig',
    'PackageType',
    'RecursiveLoop',
    'KmsKeyArn',
    'SnapStart',
  ],
)

/** A function of the templates, ready to be run. */
export type FunctionPlan = {
  readonly name: string
  readonly arn: string
  readonly directory: string
  readonly handler: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly memoryMb: number
  /** How many workers it may have at once. */
  readonly concurrency: number
  /** Whether the template says so: then more events than workers are refused, as on Lambda. Else they wait for a worker. */
  readonly reserved: boolean
  /** ARN of the queue or topic that takes what fails for good of events that nobody waits for. */
  readonly deadLetters: string | undefined
}

/** Workers a function may have when the template reserves none: a laptop's share, not an account's thousand. */
const usualConcurrency = 4

/** Code written into the template itself becomes a folder like any other. */
const inline = (dataDir: string, name: string, code: string): string => {
  const folder = join(dataDir, 'inline', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.js'), code)
  return folder
}

export type Plans = { readonly plans: readonly FunctionPlan[]; readonly warnings: readonly string[] }

/** The functions that can run here; one in another language than JavaScript, or without its code, is named in a warning. */
export const functionPlans = (assembly: Assembly, dataDir: string): Plans => {
  const warnings: string[] = []
  const plans = declared(assembly, functionKind).flatMap(({ stack, id, name, arn, given }) => {
    const { S3Key, ZipFile } = given.Code
    const directory = ZipFile === undefined ? assembly.assets.get(S3Key ?? '') : inline(dataDir, name, ZipFile)
    if (!directory || !given.Runtime.startsWith('nodejs')) {
      warnings.push(
        `${stack}/${id}: ${directory ? `${given.Runtime} does` : 'a function whose code is not in the assembly does'} not run here`,
      )
      return []
    }
    const reserved = given.ReservedConcurrentExecutions
    const environment = given.Environment.Variables
    return [
      {
        name,
        arn,
        directory,
        handler: given.Handler,
        environment,
        timeoutMs: given.Timeout * 1000,
        memoryMb: given.MemorySize,
        concurrency: reserved ?? usualConcurrency,
        reserved: reserved !== undefined,
        deadLetters: given.DeadLetterConfig?.TargetArn,
      },
    ]
  })
  return { plans, warnings }
}
