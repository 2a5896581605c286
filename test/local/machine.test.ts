import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTableEngine } from '../../local/engines/table-engine.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { fixtureAssembly } from './fixture/assembly.ts'
import { control, eventually, mailbox, putThing, seenBy, sendMail } from './fixture/client.ts'

let on: TestDeployment
beforeAll(async () => {
  on = await deploy({ assembly: await fixtureAssembly() })
}, 60_000)
afterAll(() => on.remove())

const family = (pid: number): readonly number[] => {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return [pid, ...children.flatMap(family)]
}
const socketsOf = (pid: number): readonly (string | undefined)[] =>
  readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1]
    } catch {
      return undefined
    }
  })
const placeOf = (local: string): readonly [string, string] => {
  const [address = '', port = ''] = local.split(':')
  return [address, port]
}
/** Where a process or a child of it takes connections: address and port, as the kernel prints them. */
const listening = (pid: number): readonly (readonly [address: string, port: string])[] => {
  const own = new Set(family(pid).flatMap(socketsOf))
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([, local = '', , state, , , , , , inode]) => (state === '0A' && own.has(inode) ? [placeOf(local)] : [])),
  )
}

describe('a deployment', () => {
  it.runIf(process.platform === 'linux')('listens on loopback alone, with all its engines', async () => {
    expect(await mailbox(on)).toEqual([])
    const addresses = listening(on.pid).map(([address]) => address)
    expect(addresses.length).toBeGreaterThanOrEqual(8)
    expect(new Set(addresses)).toEqual(new Set(['0100007F']))
  })

  it.runIf(process.platform === 'linux')('goes on, whatever is said at any of its ports', async () => {
    expect(await mailbox(on)).toEqual([])
    const ports = listening(on.pid).map(([, port]) => Number.parseInt(port, 16))
    const targets = ['', 'AWSCognitoIdentityProviderService.AdminGetUser', 'TrentService.Encrypt', 'PinpointSMSVoiceV2.SendTextMessage']
    const asked: readonly (readonly [path: string, init: RequestInit])[] = [
      ['/nothing/here', {}],
      ['/%E0%A4%A', {}],
      ['/%E0%A4%A', { method: 'PUT', body: 'x' }],
      ...targets.flatMap((target) =>
        ['', '{', '[]', 'null', '{"Username":7}'].map(
          (body) => ['/', { method: 'POST', body, headers: { 'x-amz-target': target } }] as const,
        ),
      ),
    ]
    for (const port of ports)
      for (const [path, init] of asked) {
        // Whatever it answers: what has died answers nothing, and the request fails.
        await fetch(`http://127.0.0.1:${port}${path}`, { ...init, signal: AbortSignal.timeout(20_000) })
      }
    await putThing(on, '1', 'tea')
    await eventually(() => seenBy(on, 'stream')).toContain('INSERT thing#1')
  })

  it('takes mail as SES does, and shows it in a mailbox', async () => {
    expect((await sendMail(on, 'Your delivery')).status).toBe(200)
    expect(await mailbox(on)).toEqual(['Your delivery'])
    const page = await fetch(on.mail)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')])
  })
})

describe('a DynamoDB that the user brings', () => {
  it('holds the tables and the stream, and is emptied by a reset', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lading-other-'))
    const other = await startTableEngine(folder, 'us-east-1')
    const beside = await deploy({ assembly: await fixtureAssembly(), env: { DYNAMODB_ENDPOINT: other.url } })
    try {
      await putThing(beside, '1', 'tea')
      await eventually(() => seenBy(beside, 'stream')).toEqual(['INSERT thing#1'])
      expect(existsSync(join(beside.dataDir, 'table.sqlite'))).toBe(false)
      await control(beside, '/reset', {})
      expect((await fetch(`${beside.api}/things/1`)).status).toBe(404)
    } finally {
      await beside.remove()
      await other.stop()
      await rm(folder, { recursive: true })
    }
  })
})
