import { AccountRootPrincipal, type Conditions, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'

/** What people of the account may be allowed to do with a key. No use of it is among these, nor a grant, which would go round the conditions. */
const administration = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RetireGrant',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
]

/**
 * Leaves it to the account's IAM policies who administers the key and who uses it, and names the only uses that they can
 * grant. CDK's own default is `kms:*`, under which any later policy could open every seal. `*` is this key alone.
 */
export const keyPolicy = (uses: readonly string[], conditions: Conditions = {}): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({ principals: [new AccountRootPrincipal()], actions: administration, resources: ['*'] }),
      new PolicyStatement({ principals: [new AccountRootPrincipal()], actions: [...uses], resources: ['*'], conditions }),
    ],
  })
