import { describe, expect, it } from 'vitest'
import { resolve, type Scope } from '../../../local/assembly/intrinsics.ts'
import type { Stack } from '../../../local/assembly/template.ts'

const stack = (name: string, parts: Partial<Stack>): Stack => ({
  Resources: {},
  Outputs: {},
  Parameters: {},
  Conditions: {},
  Mappings: {},
  assets: new Map(),
  ...parts,
  name,
})
const data = stack('data', {
  Resources: {
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    Records: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'records' } },
  },
  Outputs: { Out: { Value: { 'Fn::GetAtt': ['Records', 'Arn'] }, Export: { Name: 'data:RecordsArn' } } },
})
const api = stack('api', {
  Resources: { Door: { Type: 'AWS::ApiGatewayV2::Api', Properties: {} } },
  Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk/version' } },
  Conditions: { IsEast: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }, IsWest: { 'Fn::Not': [{ Condition: 'IsEast' }] } },
  Mappings: { Sizes: { small: { cpu: 1 } } },
})
const place = { region: 'us-east-1', apiUrl: 'http://127.0.0.1:8787', queuesUrl: 'http://127.0.0.1:4566' }
const scope = (of: Stack): Scope => ({ stack: of, stacks: [data, api], place })

const placeholder = (name: string): string => `${'$'}{${name}}`
const text = ['Records', '!kept', 'own', 'AWS::AccountId'].map(placeholder).join('/')
const sub = { 'Fn::Sub': [text, { own: { Ref: 'AWS::Region' } }] }

describe('a template value', () => {
  it.each([
    [data, { Ref: 'Records' }, 'records'],
    [data, { Ref: 'Jobs' }, 'http://127.0.0.1:4566/000000000000/data-Jobs.fifo'],
    [data, { 'Fn::GetAtt': 'Jobs.Arn' }, 'arn:aws:sqs:us-east-1:000000000000:data-Jobs.fifo'],
    [api, { 'Fn::ImportValue': 'data:RecordsArn' }, 'arn:aws:dynamodb:us-east-1:000000000000:table/records'],
    [data, sub, `records/${placeholder('kept')}/us-east-1/000000000000`],
    [data, { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Records', 'Arn'] }] }] }, 'records'],
    [
      api,
      { 'Fn::Join': ['', ['https://', { Ref: 'Door' }, '.execute-api.', { Ref: 'AWS::Region' }, '.amazonaws.com/v1']] },
      'http://127.0.0.1:8787/v1',
    ],
    [api, { 'Fn::If': ['IsWest', 'west', 'east'] }, 'east'],
    [api, { 'Fn::FindInMap': ['Sizes', 'small', 'cpu'] }, 1],
    [api, { Ref: 'BootstrapVersion' }, '/cdk/version'],
    [api, { kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  ])('%#', (of, value, expected) => expect(resolve(value, scope(of))).toEqual(expected))

  it('names what it refers to in vain', () => {
    expect(() => resolve({ Ref: 'Nothing' }, scope(api))).toThrow('api refers to Nothing, which is not in its template')
  })
})
