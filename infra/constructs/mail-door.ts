import { Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3'
import { CfnReceiptRule, EmailIdentity, Identity, ReceiptRuleSet } from 'aws-cdk-lib/aws-ses'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import type { House } from '../house.ts'
import { keyPolicy } from './key-policy.ts'

const uses = ['kms:GenerateDataKey', 'kms:Decrypt']

/** Where SES puts the mails, below this: whatever else may once lie in the bucket is out of its reach. */
const prefix = 'mail/'

/**
 * Mail in by SES: all that comes to the desk's domain is put into a bucket as it is, and a topic tells of it. SES takes mails up to
 * 40 MB this way. One rule set of a region is active, and which one is set by hand: see the runbook.
 */
export class MailDoor extends Construct {
  readonly arrivals: Topic
  readonly #bucket: Bucket
  readonly #key: Key

  constructor(scope: Construct, id: string, { settings }: House) {
    super(scope, id)
    const removalPolicy = settings.stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    const domain = settings.deskMail.split('@').at(-1) ?? ''
    new EmailIdentity(this, 'Domain', { identity: Identity.domain(domain) })
    this.#key = new Key(this, 'Key', {
      description: 'Encrypts mails as they came in',
      enableKeyRotation: true,
      policy: keyPolicy(uses),
      pendingWindow: Duration.days(30),
      removalPolicy,
    })
    this.#bucket = new Bucket(this, 'Mails', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.#key,
      // One call of KMS a day and not one a mail.
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy,
      // Long enough to read a mail once more when its reading was at fault; no longer, for it is the one place where nothing is sealed.
      lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    })
    Validations.of(this.#bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'SES alone writes here and one function alone reads, whose log has each mail; an access log would add addresses of people.',
    })
    this.arrivals = new Topic(this, 'Arrivals', { masterKey: this.#key, enforceSSL: true })
    this.letSesIn()
    const { receiptRuleSetName: ruleSetName } = new ReceiptRuleSet(this, 'Rules')
    const s3Action = { bucketName: this.#bucket.bucketName, objectKeyPrefix: prefix, topicArn: this.arrivals.topicArn }
    const rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName,
      rule: { enabled: true, recipients: [domain], scanEnabled: true, actions: [{ s3Action }] },
    })
    // SES tries out what it may when the rule is made.
    for (const name of ['Mails', 'Arrivals']) rule.node.addDependency(this.node.findChild(name))
    rule.node.addDependency(this.#key)
  }

  /** Read mails, and nothing else: they end by themselves. */
  letRead(reader: LambdaFunction): void {
    reader.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [this.#bucket.arnForObjects(`${prefix}*`)] }))
    reader.addToRolePolicy(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [this.#key.keyArn] }))
    const { defaultChild } = this.#bucket.node
    if (!reader.role || !(defaultChild instanceof CfnBucket)) throw new Error(`${this.node.path} has nobody to read its mails`)
    Validations.of(reader.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(defaultChild)}.Arn>/${prefix}*]`,
      reason: 'SES names the objects, in whatever form it likes, and all of them are mails to be read.',
    })
  }

  private letSesIn(): void {
    const principals = [new ServicePrincipal('ses.amazonaws.com')]
    const conditions = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } }
    const objects = [this.#bucket.arnForObjects(`${prefix}*`)]
    this.#bucket.addToResourcePolicy(new PolicyStatement({ principals, actions: ['s3:PutObject'], resources: objects, conditions }))
    // The key's own policy speaks of this key alone, whatever it names.
    this.#key.addToResourcePolicy(new PolicyStatement({ principals, actions: uses, resources: ['*'], conditions }))
    const sns = [new ServicePrincipal('sns.amazonaws.com')]
    this.#key.addToResourcePolicy(new PolicyStatement({ principals: sns, actions: uses, resources: ['*'], conditions }))
    this.arrivals.addToResourcePolicy(
      new PolicyStatement({ principals, actions: ['sns:Publish'], resources: [this.arrivals.topicArn], conditions }),
    )
  }
}
