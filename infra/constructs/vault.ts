import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { idPrefixes } from '../../domain/kernel/ids.ts'
import type { Settings } from '../settings.ts'
import { keyPolicy } from './key-policy.ts'

const wrapping = ['kms:GenerateDataKey', 'kms:Decrypt']
/** The vault says for what it wraps; for anything else the key is of no use. */
const forSubjectKeys = { StringEquals: { 'kms:EncryptionContext:purpose': 'lading:subject-key' } }

/** By what the ids of a kind of record begin. */
type Beginning = `${(typeof idPrefixes)[keyof typeof idPrefixes]}_`

/** The keys of sealing: one key of KMS wraps the keys of all data subjects, another derives blind indexes and signatures. */
export class Vault extends Construct {
  readonly keyStore: Table
  readonly sealingKey: Key
  readonly derivingKey: Key
  readonly linkKey: Key
  readonly #keyDays: number

  constructor(scope: Construct, id: string, { stage, keyDays }: Settings) {
    super(scope, id)
    this.#keyDays = keyDays
    const removalPolicy = stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    this.sealingKey = new Key(this, 'SealingKey', {
      description: 'Wraps the key of each data subject',
      enableKeyRotation: true,
      policy: keyPolicy(wrapping, forSubjectKeys),
      pendingWindow: Duration.days(30),
      removalPolicy,
    })
    // KMS rotates no HMAC keys, and a new one would orphan every blind index: its successor comes by an explicit migration.
    this.derivingKey = new Key(this, 'DerivingKey', {
      description: 'Derives the keys of blind indexes, cursors and idempotency fingerprints',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      policy: keyPolicy(['kms:GenerateMac']),
      pendingWindow: Duration.days(30),
      removalPolicy,
    })
    // Apart from the other, because pages that are open to everyone hold it: whoever broke into one could sign links, and
    // learn nothing of blind indexes, cursors or secrets.
    this.linkKey = new Key(this, 'LinkKey', {
      description: 'Signs the links that open without a login',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      policy: keyPolicy(['kms:GenerateMac']),
      pendingWindow: Duration.days(30),
      removalPolicy,
    })
    this.keyStore = new Table(this, 'KeyStore', {
      partitionKey: { name: 'subject', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      // Erasing a person means destroying their key. A backup that could bring the key back would undo that, so this
      // table alone remembers a week: long enough to mend an accident, well within the month that the law gives for erasure.
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 },
      deletionProtection: stage === 'prod',
      removalPolicy,
    })
  }

  /**
   * Seal and open what is kept under ids that begin so, and of nobody else: find or make a subject's key or its next version, and have KMS
   * wrap and unwrap it. KMS binds each key to its subject's id, so whoever breaks into a function opens no more than it is there for.
   */
  letSealOf(sealer: LambdaFunction, beginnings: readonly Beginning[]): void {
    this.#letUse(sealer, beginnings, { items: ['dynamodb:GetItem', 'dynamodb:PutItem'], calls: wrapping })
  }

  /** Open what is kept under ids that begin so, and never seal: for those who read an address to send to it. */
  letOpenOf(opener: LambdaFunction, beginnings: readonly Beginning[]): void {
    this.#letUse(opener, beginnings, { items: ['dynamodb:GetItem'], calls: ['kms:Decrypt'] })
  }

  #letUse(user: LambdaFunction, beginnings: readonly Beginning[], { items, calls }: Record<'items' | 'calls', string[]>): void {
    const ids = beginnings.map((beginning) => `${beginning}*`)
    const subjects = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ids } }
    user.addToRolePolicy(new PolicyStatement({ actions: items, resources: [this.keyStore.tableArn], conditions: subjects }))
    const conditions = { ...forSubjectKeys, StringLike: { 'kms:EncryptionContext:subject': ids } }
    user.addToRolePolicy(new PolicyStatement({ actions: calls, resources: [this.sealingKey.keyArn], conditions }))
    this.#tell(user)
  }

  /** Where keys are kept, what wraps them, and for how long each seals. */
  #tell(worker: LambdaFunction): void {
    worker.addEnvironment('KEY_STORE_TABLE_NAME', this.keyStore.tableName)
    worker.addEnvironment('SEALING_KEY_ARN', this.sealingKey.keyArn)
    worker.addEnvironment('SEALING_KEY_DAYS', String(this.#keyDays))
  }

  /** Derive the keys of blind indexes, cursors and fingerprints. */
  letDerive(deriver: LambdaFunction): void {
    deriver.addToRolePolicy(new PolicyStatement({ actions: ['kms:GenerateMac'], resources: [this.derivingKey.keyArn] }))
    deriver.addEnvironment('DERIVING_KEY_ID', this.derivingKey.keyId)
  }

  /** Sign links that open without a login, and see whether one is ours. */
  letSignLinks(signer: LambdaFunction): void {
    signer.addToRolePolicy(new PolicyStatement({ actions: ['kms:GenerateMac'], resources: [this.linkKey.keyArn] }))
    signer.addEnvironment('LINK_KEY_ID', this.linkKey.keyId)
  }

  /** Ask whether the keys are there and enabled and the key store answers, as the health check does. */
  letDescribe(inspector: LambdaFunction): void {
    const resources = [this.sealingKey.keyArn, this.derivingKey.keyArn, this.linkKey.keyArn]
    inspector.addToRolePolicy(new PolicyStatement({ actions: ['kms:DescribeKey'], resources }))
    inspector.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:DescribeTable'], resources: [this.keyStore.tableArn] }))
    inspector.addEnvironment('KEY_STORE_TABLE_NAME', this.keyStore.tableName)
    inspector.addEnvironment('SEALING_KEY_ARN', this.sealingKey.keyArn)
    inspector.addEnvironment('DERIVING_KEY_ID', this.derivingKey.keyId)
    inspector.addEnvironment('LINK_KEY_ID', this.linkKey.keyId)
  }
}
