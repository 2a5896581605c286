import * as z from 'zod'
import { sealedClasses } from '../../domain/kernel/care/field-class.ts'
import { GatewayMessage, refusedAnswers } from './openapi-refusals.ts'
import { Problem } from './problem.ts'
import type { Route } from './route.ts'

/** What the description needs of a route; any function's routes fit. */
export type Described = Readonly<Record<string, Omit<Route<never>, 'handle'>>>

type Json = Readonly<Record<string, unknown>>

/** A sealed value is answered as its mask to most: what holds for the value, such as a pattern, does not hold for that. */
const asMasked = (node: z.core.JSONSchema.BaseSchema): void => {
  for (const constraint of ['pattern', 'format', 'minLength', 'maxLength', 'examples']) delete node[constraint]
}
const MarkedSealed = z.looseObject({ class: z.enum(sealedClasses) })

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const {
    $schema: _dialect,
    '~standard': _standard,
    ...rest
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ jsonSchema: node }) => {
      if (io === 'output' && MarkedSealed.safeParse(node).success) asMasked(node)
    },
  })
  return rest
}

const Members = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
})

const queryParameters = (query: z.ZodType): readonly Json[] => {
  const { properties, required } = Members.parse(jsonSchema(query, 'input'))
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description,
    schema,
  }))
}

const pathParameters = (path: string): readonly Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
})

const headersOf = (method: string, { refusals }: Described[string]): readonly Json[] => [
  ...(refusals.includes('version.conflict') ? [header('If-Match', 'The version that you saw, in double quotes')] : []),
  ...(method === 'POST' ? [header('Idempotency-Key', 'The same key and body give the first answer again, for a day')] : []),
]

const why = { type: 'string', maxLength: 300, description: 'The reason, kept on the events of this change' }

/** Any change may carry its reason beside its own members, so it is one more member of each object that a body may be. */
const withWhy = (schema: Json): Json => {
  const options = schema['oneOf'] ?? schema['anyOf']
  if (Array.isArray(options)) return { ...schema, [schema['oneOf'] ? 'oneOf' : 'anyOf']: options.map(withWhy) }
  return schema['type'] === 'object' ? { ...schema, properties: { ...Object(schema['properties']), why } } : schema
}

const requestBody = (method: string, { body, example }: Described[string]): Json => {
  if (method === 'GET') return {}
  const optional = body.safeParse(undefined).success
  const content = { schema: withWhy(jsonSchema(body, 'input')), ...(example !== undefined && { example }) }
  const types = method === 'PATCH' ? ['application/merge-patch+json', 'application/json'] : ['application/json']
  return { requestBody: { required: !optional, content: Object.fromEntries(types.map((type) => [type, content])) } }
}

const operation = (key: string, route: Described[string]): Json => {
  const [method = '', path = ''] = key.split(' ')
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^a-zA-Z0-9]+(\w)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '')}`,
    summary: route.summary,
    description: route.permission === 'public' ? 'Open to everyone.' : `Needs the right \`${route.permission}\`.`,
    tags: [path.startsWith('/v1/') ? (path.split('/')[2] ?? '') : 'system'],
    security: route.permission === 'public' ? [] : [{ bearer: [] }],
    parameters: [...pathParameters(path), ...queryParameters(route.query), ...headersOf(method, route)],
    ...requestBody(method, route),
    responses: {
      [String(route.status)]: {
        description: 'Done',
        content: { [route.produces ?? 'application/json']: { schema: jsonSchema(route.answer, 'output') } },
      },
      ...refusedAnswers(method, route),
    },
  }
}

/** OpenAPI 3.1 of every operation, read off the route records. */
export const openapi = (routes: Described, version: string): Json => {
  const paths = Map.groupBy(Object.entries(routes), ([key]) => key.split(' ')[1] ?? '')
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lading',
      version,
      description:
        'CRM for logistics companies. Any change may carry `why`, the reason kept on its events. Sensitive members come masked unless your role sees their class.',
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      [...paths].map(([path, entries]) => [
        path,
        Object.fromEntries(entries.map(([key, route]) => [(key.split(' ')[0] ?? '').toLowerCase(), operation(key, route)])),
      ]),
    ),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: jsonSchema(Problem, 'output'), GatewayMessage: jsonSchema(GatewayMessage, 'output') },
    },
  }
}
