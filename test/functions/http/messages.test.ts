import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerGlances } from '../../../adapters/dynamo/customers/customer-glances.ts'
import { recipientCustomers } from '../../../adapters/dynamo/customers/recipient-customers.ts'
import { readEvent } from '../../../adapters/dynamo/events/event-log.ts'
import { eventPartition } from '../../../adapters/dynamo/events/keys.ts'
import { messageQueries } from '../../../adapters/dynamo/messages/message-queries.ts'
import { messageStore } from '../../../adapters/dynamo/messages/message-store.ts'
import { templateStore } from '../../../adapters/dynamo/messages/template-store.ts'
import type { Page } from '../../../domain/kernel/page.ts'
import type { Message } from '../../../domain/messages/message.ts'
import { shippedTemplates } from '../../../domain/templates/shipped.ts'
import { hearableBy, listensTo } from '../../../domain/webhooks/event-types.ts'
import { type MessagePorts, messageRoutes } from '../../../functions/http/messages.routes.ts'
import { cancelMessage, queueMessage } from '../../../functions/queue/messages/queue-message.ts'
import { newIds } from '../../../functions/runtime/new-ids.ts'
import { actorOf, contextOf } from '../../support/context.ts'
import { glanceOf, putCustomers } from '../../support/customer-items.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let engine: TestTable
let ports: MessagePorts
const customer = glanceOf({ team: 'a' })
beforeAll(async () => {
  engine = await startTestTable()
  const { table, cursors } = engine
  ports = {
    messages: messageStore(table),
    queries: messageQueries(table, cursors),
    glances: customerGlances(table),
    customersOf: recipientCustomers(table),
    templates: { store: templateStore(table), shipped: shippedTemplates },
  }
  await putCustomers(table, [customer])
})
afterAll(() => engine.stop())

type Asked = { readonly path?: Record<string, string>; readonly body?: unknown; readonly query?: unknown; readonly by?: string }

const ask = async (operation: string, { path = {}, body, query = {}, by = 'usr_admin' }: Asked) => {
  const context = contextOf({ actor: { id: by } })
  const done = await messageRoutes[operation]?.handle(ports, { path, body, query, context, ifMatch: undefined, ...newIds(undefined) })
  if (!done) throw new Error(`no route ${operation}`)
  return done
}

const until = '2026-12-21T08:30:00.000Z'
const draft = (facts: object) => ({ body: { to: { kind: 'customer', id: customer.id }, template: 'letter', ...facts } })
const send = (facts: object) => ask('POST /v1/messages', draft(facts))

describe('a link that opens a page without a login', () => {
  const link = { page: 'c', id: 'ssl_somebody_else' }

  it.each([
    ['self_service.invitation', { link, until }],
    ['self_service.invitation', { until }],
    ['survey.invitation', { titleZh: '一', titleEn: 'One' }],
  ])('is not to be had by sending %s by hand', async (template, fields) => {
    expect(await send({ template, fields })).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
  })

  it('says why its template is not for callers', async () => {
    const { error } = { error: undefined, ...(await send({ template: 'self_service.invitation', fields: { until } })) }
    expect(error).toMatchObject({ findings: [{ code: 'message.link_forbidden', pointer: '/template' }] })
  })

  it('is no value of a field, be it one that the template does not have, or one in a row', async () => {
    const letter = { title: 'Closed', body: 'Over the holiday' }
    expect(await send({ fields: letter })).toMatchObject({ ok: true })
    for (const more of [{ other: link }, { rows: [{ link }] }, { body: link }])
      expect(await send({ fields: { ...letter, ...more } })).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
  })
})

describe('what a colleague is written', () => {
  const colleague = 'usr_colleague'
  const secret = 'Call the wife of the director'
  const cause = 'notification:test'
  const written = () =>
    queueMessage(ports, { cause, to: { kind: 'user', id: colleague }, template: 'notification', fields: { text: secret } }, contextOf())
  const read = (id: string, by: string) => ask('GET /v1/messages/{messageId}', { path: { messageId: id }, by })

  it('is shown to them alone, while others see that they were written to', async () => {
    const id = await written()
    expect(await read(id, colleague)).toMatchObject({ value: { fields: { text: secret } } })
    const shown = await read(id, 'usr_compliance')
    expect(shown).toMatchObject({ ok: true, value: { id, state: 'queued', to: { id: colleague } } })
    expect(JSON.stringify(shown)).not.toContain(secret)
  })

  it('stands in no list', async () => {
    const id = await written()
    await cancelMessage(ports, cause, contextOf())
    const listed = await ask('GET /v1/messages', { query: { state: 'refused' }, by: colleague })
    const { items } = listed.ok ? (listed.value as Page<Message>) : { items: [] }
    expect(items.map((message) => message.id)).toContain(id)
    expect(JSON.stringify(items)).not.toContain(secret)
  })

  it('stands in no event, and no event of it is told to a webhook', async () => {
    const id = await written()
    const events = (await engine.table.query({ partition: eventPartition(id), limit: 10 })).items.map(readEvent)
    expect(events.length).toBeGreaterThan(0)
    expect(JSON.stringify(events)).not.toContain(secret)
    const webhook = { eventTypes: ['*', 'message.*'], hears: hearableBy(actorOf()) }
    const isHeard = (event: object) => listensTo(webhook, event as Parameters<typeof listensTo>[1])
    expect(events.filter(isHeard)).toEqual([])
  })

  it('is told apart from what a customer is written, of which webhooks hear', async () => {
    const sent = await send({ fields: { title: 'Closed', body: 'Over the holiday' } })
    const { id } = sent.ok ? (sent.value as Message) : { id: '' }
    const items = (await engine.table.query({ partition: eventPartition(id), limit: 10 })).items.map(readEvent)
    const queued = items.find(({ type }) => type === 'message.queued')
    expect(queued).toMatchObject({ subject: { kind: 'message' }, data: { message: { fields: { title: 'Closed' } } } })
    expect(listensTo({ eventTypes: ['message.*'], hears: ['message'] }, queued as unknown as Parameters<typeof listensTo>[1])).toBe(true)
  })
})
