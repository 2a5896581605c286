import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { fixtureAssembly } from './fixture/assembly.ts'
import { control, eventually, publish, putThing, queue, seenBy } from './fixture/client.ts'

let on: TestDeployment
beforeAll(async () => {
  on = await deploy({ assembly: await fixtureAssembly() })
}, 60_000)
afterAll(() => on.remove())

const times = (seen: readonly string[], body: string): number => seen.filter((entry) => entry === body).length

describe('a queue behind a topic', () => {
  it('takes only the messages that its filter policy wants', async () => {
    await publish(on, '{"n":1}', 'unwanted')
    await publish(on, '{"n":2}')
    await eventually(() => seenBy(on, 'job')).toContain('{"n":2}')
    expect(await seenBy(on, 'job')).not.toContain('{"n":1}')
  })

  it('drops what the filter criteria of its function refuse', async () => {
    await publish(on, '{"skip":true}')
    await publish(on, '{"n":3}')
    await eventually(() => seenBy(on, 'job')).toContain('{"n":3}')
    expect(await seenBy(on, 'job')).not.toContain('{"skip":true}')
    await eventually(() => queue(on, 'jobs')).toMatchObject({ waiting: 0, inFlight: 0 })
  })

  it('repeats only what failed of a batch, moves it to the dead letters, and takes it back on demand', async () => {
    await Promise.all([publish(on, '{"fail":1}'), publish(on, '{"good":1}')])
    await eventually(() => queue(on, 'jobs')).toMatchObject({ waiting: 0, inFlight: 0, deadLetters: { queue: 'failed', waiting: 1 } })
    const seen = await seenBy(on, 'job')
    expect([times(seen, '{"fail":1}'), times(seen, '{"good":1}')]).toEqual([2, 1])
    expect(await control(on, '/queues/jobs/redrive', {})).toEqual({ moved: 1 })
    await eventually(async () => times(await seenBy(on, 'job'), '{"fail":1}')).toBeGreaterThan(2)
  })
})

describe('a queue that keeps order', () => {
  const publishInOrder = (group: string, body: string) =>
    fetch(`${on.api}/ordered?group=${group}`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body })
  const seenOf = async (group: string) =>
    (await seenBy(on, 'ordered')).filter((entry) => entry.startsWith(`${group} `)).map((entry) => entry.slice(2))

  it('holds up the group of a message that fails until that is among the dead letters, and no other group', async () => {
    for (const [group, body] of [
      ['a', 'a1'],
      ['a', 'a2 fail'],
      ['b', 'b1'],
      ['a', 'a3'],
      ['b', 'b2'],
    ] as const)
      expect((await publishInOrder(group, body)).status).toBe(200)
    await eventually(() => seenOf('b')).toEqual(['b1', 'b2'])
    await eventually(() => seenOf('a')).toEqual(['a1', 'a2 fail', 'a2 fail', 'a3'])
    await eventually(() => queue(on, 'ordered.fifo')).toMatchObject({
      waiting: 0,
      inFlight: 0,
      deadLetters: { queue: 'ordered-failed.fifo', waiting: 1 },
    })
  })

  it('takes a message once, however often it is sent', async () => {
    for (const body of ['c1', 'c1', 'c2']) await publishInOrder('c', body)
    await eventually(() => seenOf('c')).toEqual(['c1', 'c2'])
  })
})

describe('a scheduled event that fails its function three times', () => {
  it('ends among the dead letters of the function', async () => {
    await control(on, '/schedules/broken/run', {})
    expect(await queue(on, 'unhandled')).toMatchObject({ waiting: 1 })
    expect(on.logs().join('\n')).toContain('broken: gave up on')
  })
})

describe('a table stream', () => {
  it('hands over changes in their order, those that the filter wants', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await putThing(on, id, 'x')
    await eventually(() => seenBy(on, 'stream')).toEqual(['a', 'b', 'c', 'd', 'e'].map((id) => `INSERT thing#${id}`))
  })

  it('halves a batch that fails, gives up on the one record that does, and goes on', async () => {
    await Promise.all(['x', 'poison', 'y'].map((body, index) => putThing(on, `f${index}`, body)))
    await eventually(() => queue(on, 'given-up')).toMatchObject({ waiting: 1 })
    await eventually(async () => (await seenBy(on, 'stream')).slice(5).sort()).toEqual(['INSERT thing#f0', 'INSERT thing#f2'])
  })
})
