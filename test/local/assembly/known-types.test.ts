import { expect, inject, it } from 'vitest'
import { type Assembly, readAssembly } from '../../../local/assembly/assembly.ts'
import { unknowns } from '../../../local/assembly/known-types.ts'

const resource = (type: string, properties: Assembly['resources'][number]['properties']): Assembly['resources'][number] => ({
  id: 'One',
  stack: 'stack',
  type,
  name: 'one',
  ref: 'one',
  arn: 'arn:aws:one',
  properties,
})
const warningsOf = (...resources: Assembly['resources']) => unknowns({ resources, assets: new Map() })

it('names what is ignored at any depth, once, by its path', () => {
  const Targets = [1, 2].map((n) => ({ Id: `${n}`, Arn: 'arn:aws:sqs:x', SqsParameters: { MessageGroupId: 'a' } }))
  expect(warningsOf(resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 hour)', Targets }))).toEqual([
    'stack/One: Targets[].SqsParameters of AWS::Events::Rule is ignored here',
  ])
})

it('names the dead letters of a subscription, which nothing here would fill', () => {
  const given = {
    TopicArn: 'arn',
    Endpoint: 'arn',
    Protocol: 'sqs',
    FilterPolicy: { a: ['b'] },
    RedrivePolicy: { deadLetterTargetArn: 'arn' },
  }
  expect(warningsOf(resource('AWS::SNS::Subscription', given))).toEqual([
    'stack/One: RedrivePolicy of AWS::SNS::Subscription is ignored here',
  ])
})

it('finds nothing in the deployment of this project that it would not run', () => {
  const place = { region: 'us-east-1', apiUrl: 'http://127.0.0.1:1', queuesUrl: 'http://127.0.0.1:2' }
  expect(unknowns(readAssembly(inject('assembly'), place))).toEqual([])
})
