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

export const bucketKind = kind(
  'AWS::S3::Bucket',
  {
    CorsConfiguration: z.object({ CorsRules: z.array(CorsRule) }).default({ CorsRules: [] }),
    LifecycleConfiguration: z.object({ Rules: z.array(Rule) }).default({ Rules: [] }),
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
}

export const declaredBuckets = (assembly: Assembly): readonly Bucket[] =>
  declared(assembly, bucketKind).map(({ name, given: { CorsConfiguration, LifecycleConfiguration } }) => ({
    name,
    cors: CorsConfiguration.CorsRules,
    expiring: LifecycleConfiguration.Rules.flatMap(({ Status, Prefix, ExpirationInDays }) =>
      Status === 'Enabled' && ExpirationInDays !== undefined ? [{ prefix: Prefix, days: ExpirationInDays }] : [],
    ),
  }))
