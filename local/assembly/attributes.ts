import { createHash } from 'node:crypto'
import { account, arn, type Place, queueUrl } from './place.ts'

/** A resource as its attributes need it: its type, the name that the template gives it (or the one made for it), and where it stands. */
export type Named = { readonly type: string; readonly name: string; readonly path: string; readonly place: Place }
type Attributes = { readonly ref: string; readonly arn?: string } & Readonly<Record<string, string>>

const digest = (path: string, length: number): string => createHash('sha256').update(path).digest('hex').slice(0, length)
/** The same id for the same resource at every start, in the shape of a UUID. */
const uuid = (path: string): string => digest(path, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const poolUrl = (place: Place, id: string): string => `cognito-idp.${place.region}.amazonaws.com/${id}`

/** What `Ref` and `Fn::GetAtt` answer per type, in the real shapes, so that whatever parses an ARN or address goes on working. */
const byType: Readonly<Record<string, (named: Named) => Attributes>> = {
  'AWS::DynamoDB::Table': ({ name, place }) => table(name, place),
  'AWS::DynamoDB::GlobalTable': ({ name, place }) => table(name, place),
  'AWS::SQS::Queue': ({ name, place }) => ({
    ref: queueUrl(place.queuesUrl, name),
    Arn: arn(place, 'sqs', name),
    QueueName: name,
    QueueUrl: queueUrl(place.queuesUrl, name),
  }),
  'AWS::SNS::Topic': ({ name, place }) => ({ ref: arn(place, 'sns', name), TopicArn: arn(place, 'sns', name), TopicName: name }),
  'AWS::S3::Bucket': ({ name, place }) => ({
    ref: name,
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${place.region}.amazonaws.com`,
  }),
  'AWS::KMS::Key': ({ path, place }) => ({ ref: uuid(path), Arn: arn(place, 'kms', `key/${uuid(path)}`), KeyId: uuid(path) }),
  'AWS::Lambda::Function': ({ name, place }) => ({ ref: name, Arn: arn(place, 'lambda', `function:${name}`) }),
  'AWS::Cognito::UserPool': ({ path, place }) => {
    const id = `${place.region}_${digest(path, 9)}`
    return {
      ref: id,
      Arn: arn(place, 'cognito-idp', `userpool/${id}`),
      UserPoolId: id,
      ProviderName: poolUrl(place, id),
      ProviderURL: `https://${poolUrl(place, id)}`,
    }
  },
  'AWS::Cognito::UserPoolClient': ({ path }) => ({
    ref: digest(path, 26),
    ClientId: digest(path, 26),
    ClientSecret: digest(`${path}/secret`, 51),
  }),
  'AWS::ApiGatewayV2::Api': ({ path, place }) => ({ ref: digest(path, 10), ApiId: digest(path, 10), ApiEndpoint: place.apiUrl }),
  'AWS::IAM::Role': ({ name }) => ({
    ref: name,
    Arn: `arn:aws:iam::${account}:role/${name}`,
    RoleId: `AROA${digest(name, 16).toUpperCase()}`,
  }),
  'AWS::Events::Rule': ({ name, place }) => ({ ref: name, Arn: arn(place, 'events', `rule/${name}`) }),
  'AWS::Logs::LogGroup': ({ name, place }) => ({ ref: name, Arn: arn(place, 'logs', `log-group:${name}:*`) }),
}

const table = (name: string, place: Place): Attributes => ({
  ref: name,
  Arn: arn(place, 'dynamodb', `table/${name}`),
  StreamArn: arn(place, 'dynamodb', `table/${name}/stream/2026-01-01T00:00:00.000`),
})

const generic = ({ type, name, place }: Named): Attributes => {
  const service = type.split('::')[1]?.toLowerCase() ?? 'custom'
  return { ref: name, Arn: arn(place, service, name), Name: name, Id: name }
}

export const attributesOf = (named: Named): Attributes => (byType[named.type] ?? generic)(named)
