import { Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3'
import { CfnReceiptRule, ReceiptRuleSet } from 'aws-cdk-lib/aws-ses'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { House } from '../house.ts'
import { domainOf } from '../settings.ts'
import { keyPolicy } from './key-policy.ts'
import { mailDomain } from './mail-domain.ts'

const uses = ['kms:GenerateDataKey', 'kms:Decrypt']

/** Where SES puts the mails, below this: whatever else may once lie in the bucket is out of its reach. */
const prefix = 'mail/'

/**
 * Mail in by SES: all that comes to the desk's domain is put into a bucket as it is, and the bucket tells of it by the object's name
 * alone; a notice of SES would name who wrote to whom. SES takes mails up to 40 MB this way. One rule set of a region is active, and
 * which one is set by hand, as docs/deploy.md says.
 */
export class MailDoor extends Construct {
  readonly #bucket: Bucket
  readonly #key: Key

  constructor(scope: Construct, id: string, { settings }: House) {
    super(scope, id)
    const removalPolicy = settings.stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    const domain = domainOf(settings.deskMail)
    mailDomain(this, domain, settings)
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
    this.letSesIn()
    const { receiptRuleSetName: ruleSetName } = new ReceiptRuleSet(this, 'Rules')
    const s3Action = { bucketName: this.#bucket.bucketName, objectKeyPrefix: prefix }
    const rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName,
      rule: { enabled: true, recipients: [domain], scanEnabled: true, actions: [{ s3Action }] },
    })
    // SES tries out what it may when the rule is made.
    rule.node.addDependency(this.#bucket, this.#key)
  }

  /** Read mails, and nothing else: they end by themselves. */
  letRead(reader: LambdaFunction): void {
    reader.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [this.#bucket.arnForObjects(`${prefix}*`)] }))
    reader.addToRolePolicy(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [this.#key.keyArn] }))
    if (!reader.role) throw new Error(`${this.node.path} has nobody to read its mails`)
    Validations.of(reader.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(this.#declared)}.Arn>/${prefix}*]`,
      reason: 'SES names the objects, in whatever form it likes, and all of them are mails to be read.',
    })
  }

  /**
   * Tells a queue of each mail. Declared on the bucket itself, for the construct that would do it runs code of its own at deployment.
   * The queue's policy cannot name the bucket, which is made after it.
   */
  tell(queue: Queue): void {
    const { policyDependable } = queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    )
    const filter = { s3Key: { rules: [{ name: 'prefix', value: prefix }] } }
    this.#declared.notificationConfiguration = {
      queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: queue.queueArn, filter }],
    }
    if (policyDependable) this.#declared.node.addDependency(policyDependable)
  }

  get #declared(): CfnBucket {
    const { defaultChild } = this.#bucket.node
    if (!(defaultChild instanceof CfnBucket)) throw new Error(`${this.node.path} has no bucket`)
    return defaultChild
  }

  private letSesIn(): void {
    const principals = [new ServicePrincipal('ses.amazonaws.com')]
    const conditions = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } }
    const objects = [this.#bucket.arnForObjects(`${prefix}*`)]
    this.#bucket.addToResourcePolicy(new PolicyStatement({ principals, actions: ['s3:PutObject'], resources: objects, conditions }))
    // The key's own policy speaks of this key alone, whatever it names.
    this.#key.addToResourcePolicy(new PolicyStatement({ principals, actions: uses, resources: ['*'], conditions }))
  }
}
