import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { keptPrefix, uploadPrefix } from '../../domain/attachments/places.ts'
import { idPrefixes } from '../../domain/kernel/ids.ts'
import type { Settings } from '../settings.ts'
import { keyPolicy } from './key-policy.ts'

/** An id of a file: in a policy, `?` stands for one letter. Nothing else that may lie below the same prefix is meant. */
const anyFile = `${idPrefixes.attachment}_${'?'.repeat(26)}`

const uses = ['kms:GenerateDataKey', 'kms:Decrypt']

/**
 * Files that people attach: private, encrypted, over TLS alone. What a signed form brings lies apart, where it goes by itself; only
 * what was looked at is moved to where it stays, which no form reaches.
 */
export class FileStore extends Construct {
  readonly #bucket: Bucket
  readonly #key: Key

  constructor(scope: Construct, id: string, { stage, webOrigins }: Settings) {
    super(scope, id)
    const removalPolicy = stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    this.#key = new Key(this, 'Key', {
      description: 'Encrypts the files that people attach',
      enableKeyRotation: true,
      policy: keyPolicy(uses),
      pendingWindow: Duration.days(30),
      removalPolicy,
    })
    this.#bucket = new Bucket(this, 'Files', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.#key,
      // One call of KMS a day and not one a file.
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy,
      cors: [
        {
          allowedOrigins: webOrigins,
          allowedMethods: [HttpMethods.POST, HttpMethods.GET],
          allowedHeaders: ['content-type'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
      lifecycleRules: [
        { id: 'uploads', prefix: uploadPrefix, expiration: Duration.days(1), noncurrentVersionExpiration: Duration.days(1) },
        { id: 'leftovers', noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    })
    Validations.of(this.#bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Who was given a link to a file stands in the audit trail, by name and with the ticket; an access log would add addresses of people.',
    })
  }

  /** Sign forms that bring a file, and links that give one out: each can do what whoever signed it may. */
  letSign(signer: LambdaFunction): void {
    this.letSignForms(signer)
    this.let(signer, 's3:GetObject', keptPrefix)
  }

  /** Sign forms that bring a file, and nothing that gives one out. */
  letSignForms(signer: LambdaFunction): void {
    this.let(signer, 's3:PutObject', uploadPrefix)
    this.use(signer)
  }

  /** Look at what a form brought, and keep it. */
  letKeep(keeper: LambdaFunction): void {
    this.let(keeper, 's3:GetObject', uploadPrefix)
    this.let(keeper, 's3:PutObject', keptPrefix)
    // Without it S3 answers "denied" for what is not there, and nobody could tell the two apart.
    keeper.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.#bucket.bucketArn] }))
    this.use(keeper)
  }

  /** Read what was kept, and nothing else. */
  letRead(reader: LambdaFunction): void {
    this.let(reader, 's3:GetObject', keptPrefix)
    this.use(reader)
  }

  /** Keep files that came with a message. */
  letPut(putter: LambdaFunction): void {
    this.let(putter, 's3:PutObject', keptPrefix)
    this.use(putter)
  }

  private let(user: LambdaFunction, action: string, prefix: string): void {
    user.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [this.#bucket.arnForObjects(`${prefix}${anyFile}`)] }))
  }

  private use(user: LambdaFunction): void {
    user.addToRolePolicy(new PolicyStatement({ actions: uses, resources: [this.#key.keyArn] }))
    user.addEnvironment('FILES_BUCKET', this.#bucket.bucketName)
  }
}
