import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import { Json } from '../assembly/json.ts'
import { declared, kind } from '../assembly/kind.ts'
import { type AwsCall, AwsRefusal } from './aws-call.ts'

const Index = z.object({ IndexName: z.string(), KeySchema: Json, Projection: Json })

export const tableKind = kind(
  ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  {
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
    AttributeDefinitions: Json,
    GlobalSecondaryIndexes: z.array(Index).optional(),
    LocalSecondaryIndexes: z.array(Index).optional(),
    StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
    TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
  },
  [
    'TableName',
    'BillingMode',
    'PointInTimeRecoverySpecification',
    'SSESpecification',
    'DeletionProtectionEnabled',
    'ContributorInsightsSpecification',
    'OnDemandThroughput',
    'WriteOnDemandThroughputSettings',
    'TableClass',
    'ResourcePolicy',
    'Replicas',
    'GlobalSecondaryIndexes[].OnDemandThroughput',
    'GlobalSecondaryIndexes[].ContributorInsightsSpecification',
    'Tags',
  ],
)

export type Table = {
  readonly name: string
  readonly keys: readonly string[]
  /** The attribute by which items expire, in seconds. */
  readonly expiry: string | undefined
}
type DeclaredTable = ReturnType<typeof declaredTables>[number]

const declaredTables = (assembly: Assembly) => declared(assembly, tableKind)

const Described = z.object({
  Table: z.object({
    TableStatus: z.string(),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), IndexStatus: z.string().default('ACTIVE') })).default([]),
    StreamSpecification: z.object({ StreamEnabled: z.boolean() }).optional(),
  }),
})

const describe = async (call: AwsCall, name: string) => {
  try {
    return Described.parse(await call('DynamoDB_20120810.DescribeTable', { TableName: name })).Table
  } catch (cause) {
    if (cause instanceof AwsRefusal && cause.name === 'ResourceNotFoundException') return undefined
    throw cause
  }
}

const create = (call: AwsCall, { name, given }: DeclaredTable) =>
  call('DynamoDB_20120810.CreateTable', {
    TableName: name,
    KeySchema: given.KeySchema,
    AttributeDefinitions: given.AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(given.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: given.GlobalSecondaryIndexes }),
    ...(given.LocalSecondaryIndexes && { LocalSecondaryIndexes: given.LocalSecondaryIndexes }),
    ...(given.StreamSpecification && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: given.StreamSpecification.StreamViewType },
    }),
  })

const untilActive = async (call: AwsCall, name: string) => {
  for (;;) {
    const table = await describe(call, name)
    if (table?.TableStatus === 'ACTIVE' && table.GlobalSecondaryIndexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE')) return table
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Brings a table of an earlier start up to the template: indexes that are new to it. */
const addIndexes = async (call: AwsCall, { name, given }: DeclaredTable): Promise<void> => {
  const present = (await untilActive(call, name)).GlobalSecondaryIndexes.map(({ IndexName }) => IndexName)
  for (const index of given.GlobalSecondaryIndexes ?? []) {
    if (present.includes(index.IndexName)) continue
    await call('DynamoDB_20120810.UpdateTable', {
      TableName: name,
      AttributeDefinitions: given.AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    })
    await untilActive(call, name)
  }
}

const Expiry = z.object({ TimeToLiveDescription: z.object({ TimeToLiveStatus: z.string() }) })

const setExpiry = async (call: AwsCall, { name, given }: DeclaredTable): Promise<void> => {
  if (!given.TimeToLiveSpecification?.Enabled) return
  const { TimeToLiveDescription } = Expiry.parse(await call('DynamoDB_20120810.DescribeTimeToLive', { TableName: name }))
  if (TimeToLiveDescription.TimeToLiveStatus.startsWith('ENABL')) return
  await call('DynamoDB_20120810.UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: given.TimeToLiveSpecification })
}

/** Makes every table of the templates that is not there yet, with its indexes, expiry and stream. */
export const createTables = (call: AwsCall, assembly: Assembly): Promise<readonly Table[]> =>
  Promise.all(
    declaredTables(assembly).map(async (table) => {
      if (await describe(call, table.name)) await addIndexes(call, table)
      else await create(call, table)
      await untilActive(call, table.name)
      await setExpiry(call, table)
      const { KeySchema, TimeToLiveSpecification } = table.given
      return { name: table.name, keys: KeySchema.map((key) => key.AttributeName), expiry: TimeToLiveSpecification?.AttributeName }
    }),
  )

/** Deletes tables from an engine that is not the data folder's own. */
export const dropTables = async (call: AwsCall, tables: readonly Table[]): Promise<void> => {
  for (const { name } of tables) await call('DynamoDB_20120810.DeleteTable', { TableName: name })
}
