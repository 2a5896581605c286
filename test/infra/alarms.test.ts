import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Found, plain, synthesize, textOf } from './synthesis.ts'

const synthesis = synthesize('prod')
const { all } = synthesis
const alarms = all('AWS::CloudWatch::Alarm')
const watching = (metric: string, resource: Found) =>
  alarms.filter(
    ({ properties }) => properties['MetricName'] === metric && JSON.stringify(properties['Dimensions']).includes(`"${resource.id}"`),
  )
const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8')
const anchors = [...runbook.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'))

test('every function has an alarm for its errors, and one watches for all of them that none is held back', () => {
  for (const each of all('AWS::Lambda::Function')) expect(watching('Errors', each), each.id).toHaveLength(1)
  const throttles = alarms.filter(({ properties }) => properties['Namespace'] === 'AWS/Lambda' && properties['MetricName'] === 'Throttles')
  expect(throttles.map(({ properties }) => properties['Dimensions'])).toEqual([undefined])
})

test('every alarm says whom the failure hurts, what to do first, and where the runbook says the rest', () => {
  expect(alarms.length).toBeGreaterThan(20)
  for (const { id, properties } of alarms) {
    const description = String(properties['AlarmDescription'])
    const [, impact = '', first = '', anchor = ''] = /^(.+)\. First: (.+)\. docs\/runbook\.md#(.+)$/.exec(description) ?? []
    expect(impact.length, id).toBeGreaterThan(30)
    expect(first.length, id).toBeGreaterThan(20)
    expect(anchors, id).toContain(anchor)
    expect(properties['AlarmActions'], id).toHaveLength(1)
  }
})

test('whom each alarm says a failure hurts stands in a list for review', async () => {
  const lines = alarms.map(({ properties }) => {
    const [impact = ''] = String(properties['AlarmDescription']).split('. First: ')
    return `${String(properties['AlarmName'])}\n  ${impact}\n`
  })
  await expect([...new Set(lines)].sort().join('')).toMatchFileSnapshot('alarm-impacts.txt')
})

test('the runbook has no section for an alarm that does not exist', () => {
  const linked = new Set(alarms.map(({ properties }) => String(properties['AlarmDescription']).split('#').at(-1)))
  const sections = runbook.slice(0, runbook.indexOf('# What is no alarm'))
  const headings = [...sections.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'))
  expect(headings.sort()).toEqual([...linked].sort())
})

test('every queue speaks TLS only, is encrypted, and leads to a dead-letter queue that rings', () => {
  const queues = all('AWS::SQS::Queue')
  const guarded = all('AWS::SQS::QueuePolicy')
    .filter(({ properties }) =>
      /"Effect":"Deny".*"aws:SecureTransport":"false"|"aws:SecureTransport":"false".*"Effect":"Deny"/.test(JSON.stringify(properties)),
    )
    .flatMap(({ properties }) => [properties['Queues']].flat().map((queue) => textOf(synthesis, queue)))
  for (const queue of queues) {
    expect(guarded).toContain(plain(queue.id))
    expect(queue.properties['SqsManagedSseEnabled']).toBe(true)
    const isLast = plain(queue.id).endsWith('Failed')
    if (!isLast) expect(queue.properties['RedrivePolicy']).toMatchObject({ maxReceiveCount: 5 })
    const metric = isLast ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage'
    expect(watching(metric, queue), queue.id).toHaveLength(1)
  }
  expect(queues.length).toBeGreaterThan(2)
})

test('every source of a function can fail in part, and a stream gives up into a queue, not into nothing', () => {
  for (const { id, properties } of all('AWS::Lambda::EventSourceMapping')) {
    expect(properties['FunctionResponseTypes'], id).toEqual(['ReportBatchItemFailures'])
    if (properties['StartingPosition']) expect(properties['DestinationConfig'], id).toHaveProperty('OnFailure')
  }
})

test('the dashboard and the function alarms cover both stages by name alone, so a function can be removed in one deployment', () => {
  const [dashboard] = all('AWS::CloudWatch::Dashboard')
  const body = textOf(synthesis, dashboard?.properties['DashboardBody'])
  expect(body.match(/SEARCH\(/g)).toHaveLength(8)
  expect(body).not.toContain('ImportValue')
})
