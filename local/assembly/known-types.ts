import { aliasKind, keyKind } from '../engines/kms/declared.ts'
import { configurationSetKind, eventDestinationKind, identityKind } from '../engines/mail-declared.ts'
import { receiptRuleKind, ruleSetKind } from '../engines/mail-rules.ts'
import { bucketKind } from '../engines/objects/declared.ts'
import { queueKind, subscriptionKind, topicKind } from '../engines/queues.ts'
import { tableKind } from '../engines/tables.ts'
import { functionKind } from '../functions/plans.ts'
import { apiKind, authorizerKind, integrationKind, routeKind, stageKind } from '../gateway/api.ts'
import { clientKind, userPoolKind } from '../gateway/identity.ts'
import { mappingKind } from '../triggers/mappings.ts'
import { ruleKind } from '../triggers/rule-kind.ts'
import { scheduleKind } from '../triggers/schedule-plans.ts'
import type { Assembly } from './assembly.ts'
import type { AnyKind } from './kind.ts'
import { unread } from './unread.ts'

const kinds: readonly AnyKind[] = [
  tableKind,
  queueKind,
  topicKind,
  subscriptionKind,
  bucketKind,
  keyKind,
  aliasKind,
  identityKind,
  configurationSetKind,
  eventDestinationKind,
  ruleSetKind,
  receiptRuleKind,
  functionKind,
  mappingKind,
  apiKind,
  stageKind,
  routeKind,
  integrationKind,
  authorizerKind,
  userPoolKind,
  clientKind,
  ruleKind,
  scheduleKind,
]

/** Types that mean nothing on one machine, and why. */
const meaningless: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'tells AWS which constructs are used',
  'AWS::IAM::Role': 'permissions are not checked here',
  'AWS::IAM::Policy': 'permissions are not checked here',
  'AWS::IAM::ManagedPolicy': 'permissions are not checked here',
  'AWS::Lambda::Permission': 'permissions are not checked here',
  'AWS::SQS::QueuePolicy': 'permissions are not checked here',
  'AWS::SNS::TopicPolicy': 'permissions are not checked here',
  'AWS::S3::BucketPolicy': 'permissions are not checked here',
  'AWS::Logs::LogGroup': 'logs lie in the data folder',
  'AWS::Logs::ResourcePolicy': 'logs lie in the data folder',
  'AWS::CloudWatch::Alarm': 'whoever runs this sees it',
  'AWS::CloudWatch::CompositeAlarm': 'whoever runs this sees it',
  'AWS::CloudWatch::Dashboard': 'the control page shows what runs',
  'AWS::Logs::MetricFilter': 'the control page shows what runs',
  'AWS::Logs::QueryDefinition': 'the control page shows what runs',
  'AWS::ApiGateway::Account': 'an access-log setting of the account',
  'AWS::Cognito::UserPoolDomain': 'tokens come from the control server',
  'AWS::Cognito::UserPoolGroup': 'a token names any group that was asked for',
  'AWS::Cognito::UserPoolResourceServer': 'a token names any scope that was asked for',
  'AWS::Budgets::Budget': 'nothing costs anything here',
  'AWS::XRay::SamplingRule': 'nothing is traced here',
  'AWS::Scheduler::ScheduleGroup': 'only groups schedules',
}

/** One line for each resource type and each property that the templates use and this machine does nothing with. */
export const unknowns = ({ resources }: Assembly): readonly string[] =>
  resources.flatMap(({ type, stack, id, properties }) => {
    if (type in meaningless) return []
    const kind = kinds.find(({ types }) => types.includes(type))
    if (!kind) return [`${stack}/${id}: ${type} is not run here`]
    return unread(kind, properties).map((property) => `${stack}/${id}: ${property} of ${type} is ignored here`)
  })
