import { rm } from 'node:fs/promises'
import { KMSClient } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVault } from '../../adapters/vault/vault.ts'
import { mail, text } from '../../demo/mails/raw.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { deliver, idOfMail } from '../support/mails/door.ts'
import { alteredAssembly, embittered, recorder, recording } from './fixture/altered-assembly.ts'
import { type Ask, clientOf, enginesOf, queueNamed } from './fixture/client.ts'
import { drained, everything, recordsName, sendTo, tablesAt } from './fixture/engines.ts'
import { garden } from './fixture/plants.ts'
import { asHaystack, filesUnder, tracesOf } from './fixture/traces.ts'

const { planted, phone, email, company, individual, contact } = garden()
const control = 'A control value that nobody seals 不加密'

let assembly: string
let on: TestDeployment
let ask: Ask
const customers: string[] = []
const contacts: string[] = []
let published: readonly string[]

const made = async (path: string, body: Record<string, unknown>): Promise<string> => {
  const answer = await ask(`POST ${path}`, body, { 'idempotency-key': `planted-${crypto.randomUUID()}` })
  expect(answer.status, answer.text).toBe(201)
  return answer.body.id
}
const refused = async (...asked: Parameters<Ask>): Promise<void> => {
  expect((await ask(...asked)).status).toBeGreaterThanOrEqual(400)
}

const create = async () => {
  for (let n = 1; n <= 18; n += 1) customers.push(await made('/v1/customers', n % 2 ? company(n) : individual(n)))
  for (let n = 101; n <= 118; n += 1) contacts.push(await made(`/v1/customers/${customers[n - 101]}/contacts`, contact(n)))
}
const change = async () => {
  for (const [i, id] of customers.entries()) {
    const patch = {
      phones: [{ number: phone(200 + i) }],
      emails: [{ address: email(200 + i) }],
      ...(i === 0 && { mainBusiness: control, why: control }),
    }
    expect((await ask(`PATCH /v1/customers/${id}`, i % 2 ? { phones: patch.phones, emails: patch.emails } : patch)).status).toBe(200)
  }
  for (const [i, id] of contacts.entries())
    expect((await ask(`PATCH /v1/contacts/${id}`, { phones: [{ number: phone(300 + i) }], why: 'They called' })).status).toBe(200)
}
const look = async () => {
  const revealing = { purpose: 'A test looks', classes: ['personal', 'financial'] }
  for (const id of customers.slice(0, 4)) {
    const revealed = await ask(`POST /v1/customers/${id}/reveal`, revealing)
    expect(revealed.text).toContain(revealed.body.phones[0].number)
    expect((await ask(`GET /v1/customers/${id}`)).text).toContain(revealed.body.phones[0].number)
    await ask(`GET /v1/customers/${id}/overview`)
  }
  await ask(`POST /v1/contacts/${contacts[0]}/reveal`, { ...revealing, classes: ['personal'] })
  expect((await ask('POST /v1/customers/lookup', { phone: phone(200) })).body.id).toBe(customers[0])
  await refused('POST /v1/customers/lookup', { email: email(401) })
  await refused('POST /v1/contacts/lookup', { phone: phone(402) })
  await refused(`GET /v1/customers/${encodeURIComponent(phone(403))}`)
  await ask(`GET /v1/customers?q=${encodeURIComponent(email(404))}`)
  await refused(`GET /v1/customers?${encodeURIComponent(email(405))}=1`)
}
const fail = async () => {
  const key = { 'idempotency-key': 'once-more' }
  await refused('POST /v1/customers', { ...individual(501), [email(502)]: 1 })
  await refused('POST /v1/customers', { ...individual(503), country: 'nowhere' })
  await refused('POST /v1/customers', { ...company(504), taxId: 'not one' })
  await refused('POST /v1/customers', { ...individual(505), birthDate: `${email(506)}` })
  await refused('POST /v1/customers', { ...individual(507), phones: [{ number: phone(200) }] })
  const repeated = individual(508)
  expect((await ask('POST /v1/customers', repeated, key)).status).toBe(201)
  expect((await ask('POST /v1/customers', repeated, key)).status).toBe(201)
  await refused('POST /v1/customers', individual(509), key)
  await refused(
    `PATCH /v1/customers/${customers[1]}`,
    { emails: [{ address: `${email(510)} `, wrong: phone(511) }] },
    { 'if-match': '"1"' },
  )
}

/** Strangers' programs write to the desk, with somebody else in copy: they are answered by none of ours, of which SES would tell. */
const write = async () => {
  for (const n of [601, 602, 603]) {
    const raw = mail(text('Where is it?'), {
      From: `<${email(n)}>`,
      'Reply-To': email(n),
      Cc: email(n + 10),
      'Auto-Submitted': 'auto-generated',
    })
    const id = await idOfMail(raw)
    expect(await deliver(on, raw)).toBe(200)
    await expect.poll(async () => (await ask(`GET /v1/inbound/${id}`)).body.status, { timeout: 60_000, interval: 200 }).toBe('taken')
  }
}

/** Letters to customers, of which SES tells that they arrived, that the mailbox is not there, and that they are a nuisance. */
const send = async () => {
  const simulated = ['bounce', 'complaint'].map((outcome) => `${outcome}+hidden-label@simulator.amazonses.com`)
  for (const address of simulated) planted.add(address)
  for (const [i, address] of [email(620), ...simulated].entries()) {
    const affiliation = { role: 'logistics' }
    const to = await made(`/v1/customers/${customers[i]}/contacts`, { name: `Reader ${i}`, emails: [{ address }], affiliation })
    const fields = { title: 'Closed', body: 'Over the holiday' }
    const id = await made('/v1/messages', { to: { kind: 'contact', id: to }, template: 'letter', fields })
    await expect
      .poll(async () => (await ask(`GET /v1/messages/${id}`)).body.state, { timeout: 60_000, interval: 200 })
      .toBe(['delivered', 'bounced', 'complained'][i])
  }
}

/** A message about somebody that no worker can read ends among the dead letters, where it lies in the data folder as well. */
const poison = async () => {
  const { name } = await queueNamed(on, 'Completeness')
  await sendTo(await enginesOf(on), name, JSON.stringify({ about: customers[0] }))
  await expect.poll(() => queueNamed(on, 'Completeness'), { timeout: 60_000 }).toMatchObject({ deadLetters: { waiting: 1 }, waiting: 0 })
}

beforeAll(async () => {
  assembly = await alteredAssembly(recording, embittered(/Completeness/))
  on = await deploy({ assembly })
  ask = await clientOf(on)
  await create()
  await change()
  await look()
  await fail()
})
afterAll(async () => {
  await on.remove()
  await rm(assembly, { recursive: true })
})

describe('two hundred personal values, written, changed, refused, looked up and revealed', () => {
  it('are two hundred', () => {
    expect(planted.size).toBeGreaterThanOrEqual(200)
  })

  it('come by mail as well, to the desk', write, 120_000)

  it('and go out by mail, of which it is told what became', send, 120_000)

  it('are in no published event and in no dead letter', async () => {
    await poison()
    const heard: string[] = []
    const engines = await enginesOf(on)
    const unheard = async () => {
      heard.push(...(await drained(engines, `${recorder}.fifo`)))
      return (await everything(engines)).filter(({ entity }) => entity === 'event').length - heard.length
    }
    await expect.poll(unheard, { timeout: 20_000 }).toBe(0)
    published = heard
    expect(tracesOf([...planted], [asHaystack('events', published)])).toEqual([])
  }, 120_000)

  it('nor is what somebody typed: profiles, notes and reasons stay in the table', () => {
    expect(tracesOf([control], [asHaystack('events', published)])).toEqual([])
  })

  it('are in no item of any table as it is read', async () => {
    expect(tracesOf([...planted], [asHaystack('table', await everything(await enginesOf(on)))])).toEqual([])
  })

  it('are in no line that is printed', () => {
    expect(tracesOf([...planted], [asHaystack('output', on.logs())])).toEqual([])
  })

  it('are in no byte of the data folder: tables, queues, logs, keys', () => {
    const files = filesUnder(on.dataDir)
    expect(files.map(({ name }) => name.replace(/.*[/\\]/, ''))).toEqual(
      expect.arrayContaining(['table.sqlite', 'table.sqlite-wal', 'fauxqs.db']),
    )
    expect(tracesOf([...planted], files)).toEqual([])
  })

  it('would be found: what is not sealed is, in the table; and an id in the queues and in what is published', () => {
    const everywhere = [...filesUnder(on.dataDir), asHaystack('events', published)]
    const traces = tracesOf(customers.slice(0, 1), everywhere).join('\n')
    expect(tracesOf([control], everywhere).join('\n')).toMatch(/table\.sqlite/)
    expect(traces).toMatch(/fauxqs\.db/)
    expect(traces).toMatch(/in events/)
  })

  it.each(['utf16le', 'base64', 'hex'] as const)('would be found in %s as well', (encoding) => {
    const bytes =
      encoding === 'utf16le' ? Buffer.from(`x${control}y`, encoding) : Buffer.from(Buffer.from(`x${control}y`).toString(encoding))
    expect(tracesOf([control], [{ name: encoding, bytes }])).toHaveLength(1)
  })
})

describe('erasing one person', () => {
  it('leaves them unreadable for good, and everybody else as they were', async () => {
    const [erased = '', other = ''] = customers
    const { dynamodb, kms: keyService } = await enginesOf(on)
    const access = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
    const [dynamo, kms] = [tablesAt(dynamodb), new KMSClient({ ...access, endpoint: keyService })]
    const [tableName, keyStoreTableName] = [await recordsName(dynamo), await recordsName(dynamo, 'KeyStore')]
    await openVault({ tableName, keyStoreTableName, sealingKeyArn: '', keyDays: 365, derivingKeyId: '', dynamo, kms }).forget(erased)
    dynamo.destroy()
    kms.destroy()
    // Whoever had the key in hand forgets it within minutes; a restart makes that at once.
    on = await on.restart()
    ask = await clientOf(on)
    expect(await ask(`GET /v1/customers/${erased}`)).toMatchObject({ status: 410, body: { code: 'sealed.unreadable' } })
    expect((await ask(`GET /v1/customers/${other}`)).body.phones[0].number).toBe(phone(201))
    expect(await (await clientOf(on, 'compliance'))(`GET /v1/customers/${erased}`)).toMatchObject({ status: 200, body: { id: erased } })
    expect((await ask(`GET /v1/customers/${erased}/timeline`)).status).toBe(200)
  })
})
