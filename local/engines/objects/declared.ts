import * as z from 'zod'
import type { Assembly } from '../../assembly/assembly.ts'
import { declared, kind } from '../../assembly/kind.ts'

const CorsRule = z.object({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).default([]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
})
export type CorsRule = z.infer<typeof CorsRule>

/** Only what ends objects some days after they were written: of versions, the newest alone is kept here, and no upload is in parts. */
const Rule = z.object({
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.string().default(''),
  ExpirationInDays: z.number().optional(),
})

const Notices = z.object({
  QueueConfigurations: z
    .array(
      z.object({
        Event: z.string(),
        Queue: z.string(),
        Filter: z
          .object({ S3Key: z.object({ Rules: z.array(z.object({ Name: z.enum(['prefix', 'suffix']), Value: z.string() })) }) })
          .optional(),
      }),
    )
    .default([]),
})
type Notice = z.infer<typeof Notices>['QueueConfigurations'][number]

export const bucketKind = kind(
  'AWS::S3::Bucket',
  {
    CorsConfiguration: z.object({ CorsRules: z.array(CorsRule) }).default({ CorsRules: [] }),
    LifecycleConfiguration: z.object({ Rules: z.array(Rule) }).default({ Rules: [] }),
    NotificationConfiguration: Notices.default({ QueueConfigurations: [] }),
  },
  [
    'BucketName',
    'BucketEncryption',
    'PublicAccessBlockConfiguration',
    'VersioningConfiguration',
    'OwnershipControls',
    'LoggingConfiguration',
    'AccessControl',
    'Tags',
    'LifecycleConfiguration.Rules[].Id',
    'LifecycleConfiguration.Rules[].NoncurrentVersionExpiration',
    'LifecycleConfiguration.Rules[].AbortIncompleteMultipartUpload',
    'LifecycleConfiguration.Rules[].ExpiredObjectDeleteMarker',
  ],
)

export type Bucket = {
  readonly name: string
  readonly cors: readonly CorsRule[]
  /** Objects under `prefix` go after so many days. */
  readonly expiring: readonly { readonly prefix: string; readonly days: number }[]
  /** Queues (by ARN) that are told of objects whose key begins and ends so when they are put. */
  readonly told: readonly { readonly queue: string; readonly prefix: string; readonly suffix: string }[]
}

const isOfPuts = ({ Event }: Notice): boolean => /^s3:ObjectCreated:(?:\*|Put)$/.test(Event)

const toldBy = ({ Queue, Filter }: Notice): Bucket['told'][number] => {
  const ofRule = (name: string) => Filter?.S3Key.Rules.find((rule) => rule.Name === name)?.Value ?? ''
  return { queue: Queue, prefix: ofRule('prefix'), suffix: ofRule('suffix') }
}

/** One line for each kind of event that a bucket would tell of and that nobody tells of here. */
export const untold = (assembly: Assembly): readonly string[] =>
  declared(assembly, bucketKind).flatMap(({ stack, id, given }) =>
    given.NotificationConfiguration.QueueConfigurations.flatMap((notice) =>
      isOfPuts(notice) ? [] : [`${stack}/${id}: ${notice.Event} is told to nobody here, only objects that are put are`],
    ),
  )

export const declaredBuckets = (assembly: Assembly): readonly Bucket[] =>
  declared(assembly, bucketKind).map(({ name, given: { CorsConfiguration, LifecycleConfiguration, NotificationConfiguration } }) => ({
    name,
    cors: CorsConfiguration.CorsRules,
    expiring: LifecycleConfiguration.Rules.flatMap(({ Status, Prefix, ExpirationInDays }) =>
      Status === 'Enabled' && ExpirationInDays !== undefined ? [{ prefix: Prefix, days: ExpirationInDays }] : [],
    ),
    told: NotificationConfiguration.QueueConfigurations.filter(isOfPuts).map(toldBy),
  }))
