import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { fixtureAssembly } from './fixture/assembly.ts'
import { control, echo, putThing } from './fixture/client.ts'

let on: TestDeployment
beforeAll(async () => {
  on = await deploy({ assembly: await fixtureAssembly(), env: { SECRET_OF_THE_HOST: 'x' } })
}, 60_000)
afterAll(() => on.remove())

const seal = (text: string) => fetch(`${on.api}/sealed`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: text })
const usageOf = async (route: string) => {
  const routes = await control<readonly { readonly route: string }[]>(on, '/routes')
  return routes.find((usage) => usage.route === route)
}

describe('a function', () => {
  it('finds the environment of its template and of Lambda, and nothing of the machine', async () => {
    const { environment, context } = await echo(fetch(`${on.api}/echo/here`))
    expect(environment).toMatchObject({ TABLE: 'fixture', AWS_LAMBDA_FUNCTION_NAME: 'http', AWS_REGION: 'us-east-1', API: on.api })
    expect(environment['_X_AMZN_TRACE_ID']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};/)
    expect(environment).not.toHaveProperty('SECRET_OF_THE_HOST')
    expect(environment).not.toHaveProperty('HOME')
    expect(context).toMatchObject({
      functionName: 'http',
      memoryLimitInMB: '256',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:http',
    })
    expect(context.remaining).toBeGreaterThan(9000)
  })

  it('is ended at its timeout', async () => {
    const slow = await fetch(`${on.api}/slow`)
    expect([slow.status, await slow.json()]).toEqual([500, { message: 'Internal Server Error' }])
  })

  it('may throw or exit without harm to the next request', async () => {
    expect((await fetch(`${on.api}/boom`, { method: 'POST' })).status).toBe(500)
    expect((await fetch(`${on.api}/exit`, { method: 'POST' })).status).toBe(500)
    expect((await fetch(`${on.api}/echo/here`)).status).toBe(200)
    expect(await readFile(join(on.dataDir, 'logs', 'http.log'), 'utf8')).toContain('"errorType":"TypeError","errorMessage":"boom"')
  })

  it('serves as many requests at once as it has workers', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => fetch(`${on.api}/echo/here`)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 200))
  })

  it('is metered without its knowing: units, calls to the key service, requests', async () => {
    await putThing(on, 'metered', 'tea')
    await (await fetch(`${on.api}/things/metered`)).text()
    expect(await (await seal('a secret')).text()).toBe('a secret')
    // One unit for the item and one for its index.
    expect(await usageOf('POST /things/{id}')).toMatchObject({ writeUnits: { last: 2 }, readUnits: { last: 0 }, requests: { last: 1 } })
    expect(await usageOf('GET /things/{id}')).toMatchObject({
      readUnits: { last: 0.5 },
      writeUnits: { last: 0 },
      calls: { 'dynamodb.GetItem': 1 },
    })
    expect(await usageOf('POST /sealed')).toMatchObject({ kms: { last: 2 }, calls: { 'kms.Encrypt': 1, 'kms.Decrypt': 1 } })
  })
})

describe('the control server', () => {
  it('warns of what it does not run, by name', () => {
    expect(on.logs()).toContain('warning: fixture/Strange: AWS::Neptune::DBCluster is not run here')
    expect(on.logs().filter((line) => line.startsWith('warning'))).toHaveLength(1)
  })

  it('shows a page that loads nothing from anywhere', async () => {
    const page = await (await fetch(on.control)).text()
    expect(page).toContain('hourly')
    expect(page).not.toMatch(/src=|<link|https:/)
  })

  it('refuses a page of another site, by whatever name it reached here', async () => {
    const { request } = await import('node:http')
    const ask = (headers: Readonly<Record<string, string>>) =>
      new Promise((resolve, reject) => {
        request(`${on.control}/reset`, { method: 'POST', headers }, (answer) => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end()
      })
    expect(await ask({ host: 'evil.test' })).toBe(403)
    expect(await ask({ origin: 'http://evil.test' })).toBe(403)
    expect(await ask({ origin: on.api })).toBe(403)
  })

  it('tells what was wrong with a request', async () => {
    expect(await control(on, '/clock', { advance: 'tomorrow' })).toMatchObject({ message: expect.stringContaining('tomorrow') })
    expect(await control(on, '/clock', { advance: '-P1D' })).toMatchObject({ message: 'The clock only goes forward' })
  })
})
