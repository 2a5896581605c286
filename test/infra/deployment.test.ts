import { Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, test } from 'vitest'
import { plain, synthesize } from './synthesis.ts'

const stages = { dev: synthesize('dev'), prod: synthesize('prod') }

describe.each(['dev', 'prod'] as const)('the %s stage', (stage) => {
  const { app, templates, find, all } = stages[stage]

  test('stands on eight stacks, each far from the limit of 500 resources', () => {
    const names = ['observability', 'data', 'identity', 'mail', 'messaging', 'api', 'desk', 'jobs'].map((part) => `lading-${stage}-${part}`)
    expect([...templates.keys()].sort()).toEqual(names.sort())
    for (const { Resources } of templates.values()) expect(Object.keys(Resources).length).toBeLessThan(400)
  })

  test('has no finding of cdk-nag that nobody answered for', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([])
  })

  test('gives each acknowledged finding a reason of its own', () => {
    const reasons = new Map<string, string>()
    for (const { node } of app.node.findAll()) {
      for (const { type, data } of node.metadata) {
        if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) continue
        for (const [rule, reason] of Object.entries<string>(data)) {
          expect(reason.length).toBeGreaterThan(60)
          expect(reasons.get(reason) ?? rule).toBe(rule)
          reasons.set(reason, rule)
        }
      }
    }
    expect(reasons.size).toBeGreaterThan(3)
  })

  test('pays for nothing that waits: no machine, no network, no capacity set aside', () => {
    const waiting = /EC2|RDS|ElastiCache|OpenSearch|ECS|EKS|NatGateway|VPC|ScalableTarget|ElasticLoadBalancing/
    expect(find((type) => waiting.test(type))).toEqual([])
    for (const { properties } of all('AWS::DynamoDB::Table')) expect(properties['BillingMode']).toBe('PAY_PER_REQUEST')
    expect(JSON.stringify([...templates])).not.toMatch(/ProvisionedConcurren|ReservedConcurren|ProvisionedThroughput/)
  })

  test('asks for no code but its own at deployment: no custom resource', () => {
    expect(find((type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource')).toEqual([])
  })

  test('lets every log end', () => {
    for (const { properties } of all('AWS::Logs::LogGroup')) expect(properties['RetentionInDays']).toBe(stage === 'prod' ? 90 : 7)
  })
})

const stateful = /^AWS::(DynamoDB::Table|KMS::Key|Cognito::UserPool|S3::Bucket)$/

test('what holds data keeps its logical id: another one would make CloudFormation create it anew, and empty', () => {
  const pinned = [
    'DirectoryPeople4792592D',
    'DoorKeyC2FB21FD',
    'DoorMails74345D78',
    'Files51320BCE',
    'FilesKeyF4491C5F',
    'Records091F6ECA',
    'VaultDerivingKey7F7F7C41',
    'VaultKeyStore10ACB8DB',
    'VaultLinkKeyC44E2FE6',
    'VaultSealingKey4AE026F9',
  ]
  for (const { find } of Object.values(stages))
    expect(
      find((type) => stateful.test(type))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(pinned)
})

test('in production, what holds data outlives its stack and cannot be deleted by mistake', () => {
  for (const { id, kept, properties, type } of stages.prod.find((each) => stateful.test(each))) {
    expect(kept, id).toBe(true)
    if (type === 'AWS::DynamoDB::Table') expect(properties['DeletionProtectionEnabled'], id).toBe(true)
    if (type === 'AWS::Cognito::UserPool') expect(properties['DeletionProtection'], id).toBe('ACTIVE')
  }
})

test('tables can be restored to any second, but the keys of people only within a week', () => {
  const recovery = stages.prod
    .all('AWS::DynamoDB::Table')
    .map(({ id, properties }) => [plain(id), properties['PointInTimeRecoverySpecification']])
  expect(Object.fromEntries(recovery)).toEqual({
    Records: { PointInTimeRecoveryEnabled: true },
    VaultKeyStore: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
  })
})
