import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { permissions } from '../../../domain/access/roles.ts'
import { CustomerDraft } from '../../../domain/customers/customer.ts'
import { findings } from '../../../domain/customers/rules.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { allRoutes } from '../../../functions/http/all-routes.ts'
import { refusals } from '../../../functions/runtime/messages.ts'
import { openapi } from '../../../functions/runtime/openapi.ts'

const document = openapi(allRoutes, '1')
const Operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })),
  responses: z.record(z.string(), z.looseObject({ description: z.string(), content: z.record(z.string(), z.unknown()) })),
  requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) }).optional(),
})
const Paths = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) })
const paths = Paths.parse(JSON.parse(JSON.stringify(document))).paths
const operationOf = (key: string) => {
  const [method = '', path = ''] = key.split(' ')
  return Operation.parse(paths[path]?.[method.toLowerCase()])
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1', async () => {
    const validator = new Validator()
    expect(await validator.validate(JSON.parse(JSON.stringify(document)))).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('has every operation once, each under a name of its own', () => {
    const ids = Object.keys(allRoutes).map((key) => operationOf(key).operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(Object.values(paths).flatMap((methods) => Object.keys(methods))).toHaveLength(ids.length)
  })
})

describe.each(Object.entries(allRoutes))('%s', (key, route) => {
  it('says in a sentence what it does, and what right it needs', () => {
    expect(route.summary).toMatch(/^[A-Z].{8,120}[^.]$/)
    expect(['public', ...permissions]).toContain(route.permission)
  })

  it('has an example that its own schema takes, where it takes a body that must be there', () => {
    const needed = !key.startsWith('GET') && !route.body.safeParse(undefined).success
    expect(route.example !== undefined || !needed).toBe(true)
    if (route.example !== undefined) expect(route.body.safeParse(route.example).error?.issues ?? []).toEqual([])
  })

  it('describes every refusal that it may answer with, by its status', () => {
    const { responses } = operationOf(key)
    for (const code of route.refusals) expect(responses[refusals[code].status]?.description).toContain(`\`${code}\``)
    expect(Object.keys(responses)).toContain(String(route.status))
    for (const { description } of Object.values(responses)) {
      const codes = [...description.matchAll(/^`([\w.]+)`/gm)].map(([, code]) => code)
      expect(new Set(codes).size).toBe(codes.length)
    }
  })

  it('names what may come in the way of any operation, the answers of the gateway too', () => {
    const { responses } = operationOf(key)
    for (const code of ['service.busy', 'service.timeout', 'service.unhealthy', 'service.vault_unavailable'])
      expect(responses['503']?.description).toContain(`\`${code}\``)
    const byGateway = { schema: { $ref: '#/components/schemas/GatewayMessage' } }
    expect(responses['429']?.content).toEqual({ 'application/json': byGateway })
    expect(responses['429']).not.toHaveProperty('headers')
    if (route.permission === 'public') return
    const { content, headers } = z.looseObject({ content: z.unknown(), headers: z.unknown() }).parse(responses['401'])
    expect(content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      'application/json': byGateway,
    })
    expect(headers).toHaveProperty('WWW-Authenticate')
  })

  it('describes each part of its path and each member of its query', () => {
    const named = operationOf(key).parameters.map(({ name, in: place }) => `${place} ${name}`)
    for (const [, part] of key.matchAll(/\{(\w+)\}/g)) expect(named).toContain(`path ${part}`)
    const query = z.toJSONSchema(route.query, { io: 'input', unrepresentable: 'any' }).properties ?? {}
    for (const member of Object.keys(query)) expect(named).toContain(`query ${member}`)
  })
})

it('the example of a customer keeps the rules, with the lists that ship', () => {
  expect(findings(CustomerDraft.parse(allRoutes['POST /v1/customers']?.example), shippedLists)).toEqual([])
})

it('a body may carry its reason, whatever else it is', () => {
  for (const key of Object.keys(allRoutes)) {
    const schema = JSON.stringify(operationOf(key).requestBody ?? { why: 'no body' })
    expect(schema, key).toContain('"why"')
  }
})

it('an operation that creates names the 412 of a version that nothing can have yet, and does not ask for one', () => {
  // What is made out of a ticket changes one that somebody saw at some version, and an upload form is no record.
  const isOther = (key: string): boolean => key.includes('{ticketId}') || key === 'POST /v1/attachments'
  const creating = Object.entries(allRoutes).filter(([key, { status }]) => status === 201 && !isOther(key))
  expect(creating.length).toBeGreaterThanOrEqual(4)
  for (const [key] of creating) {
    const { responses, parameters } = operationOf(key)
    expect(responses['412']?.description, key).toContain('`version.conflict`')
    expect(parameters.map(({ name }) => name)).not.toContain('If-Match')
  }
})
