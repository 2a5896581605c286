import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import {
  allIndexes,
  dueIndex,
  dueSort,
  expiryAttribute,
  type IndexName,
  keyAttributes,
  projected,
} from '../../adapters/dynamo/table/indexes.ts'
import type { Stage } from '../settings.ts'

/** The beginnings of the partition keys that a function may touch, such as `CUSTOMER#`. */
type Reach = { readonly keys: readonly string[] }
type Indexes = { readonly indexes: readonly IndexName[] }

const string = (name: string) => ({ name, type: AttributeType.STRING })

/**
 * The one table. Encryption at rest uses the key that DynamoDB owns: what is sensitive is sealed before it gets here, and
 * a key of our own would be paid for on every call.
 */
export class RecordTable extends Table {
  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id, {
      partitionKey: string(keyAttributes.partition),
      sortKey: string(keyAttributes.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: expiryAttribute,
      deletionProtection: stage === 'prod',
      removalPolicy: stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    for (const [name, sort] of allIndexes) this.index(name, sort)
  }

  /** Get and query items under these keys, and query the named indexes of the same nouns. */
  letRead(reader: LambdaFunction, { keys, indexes }: Reach & Partial<Indexes>): void {
    this.allow(reader, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], { keys })
    if (indexes) this.letQuery(reader, { keys, indexes })
  }

  /** Query the named indexes and nothing else. Their partitions begin with the noun and a stroke: `CUSTOMER/active/team#east`. */
  letQuery(reader: LambdaFunction, { keys, indexes }: Reach & Indexes): void {
    const resources = indexes.map((index) => `${this.tableArn}/index/${index}`)
    const nouns = keys.map((key) => key.replace(/#$/, '/'))
    reader.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources, conditions: leading(nouns) }))
    reader.addEnvironment('TABLE_NAME', this.tableName)
  }

  /** Put, change and delete items under these keys, and make a write depend on one of them. */
  letWrite(writer: LambdaFunction, reach: Reach): void {
    this.allow(writer, ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'], reach)
  }

  /** Put items under these keys, and never change a part of one or delete one: events, and what is worked out anew as a whole. */
  letPut(writer: LambdaFunction, reach: Reach): void {
    this.allow(writer, ['dynamodb:PutItem'], reach)
  }

  /** Find what falls due, whatever it is of, and move its place in that order. Of an item itself it reads and changes nothing. */
  letSweep(sweeper: LambdaFunction): void {
    this.letQuery(sweeper, { keys: ['DUE#'], indexes: [dueIndex] })
    const attributes = [keyAttributes.partition, keyAttributes.sort, dueSort]
    sweeper.addToRolePolicy(
      new PolicyStatement({
        actions: ['dynamodb:PartiQLUpdate'],
        resources: [this.tableArn],
        conditions: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
          StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_NEW', 'UPDATED_OLD'] },
        },
      }),
    )
  }

  private allow(user: LambdaFunction, actions: string[], { keys }: Reach): void {
    user.addToRolePolicy(new PolicyStatement({ actions, resources: [this.tableArn], conditions: leading(keys) }))
    user.addEnvironment('TABLE_NAME', this.tableName)
  }

  private index(name: string, sort: string): void {
    this.addGlobalSecondaryIndex({
      indexName: name,
      partitionKey: string(name),
      sortKey: string(sort),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...projected],
    })
  }
}

/** Every action that we grant names its keys, so "for all values" is never met by there being none. */
const leading = (beginnings: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': beginnings.map((beginning) => `${beginning}*`) },
})
