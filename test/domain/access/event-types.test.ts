import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { eventRights } from '../../../domain/access/event-rights.ts'
import { eventTypes } from '../../../domain/access/event-types.ts'

const domain = join(import.meta.dirname, '../../../domain')

/** The types that a schema of events knows, whatever else its file holds. */
const typesIn = (schema: unknown): readonly string[] =>
  schema instanceof z.ZodDiscriminatedUnion
    ? schema.options.flatMap((option) => {
        const type = option instanceof z.ZodObject ? option.shape['type'] : undefined
        return type instanceof z.ZodLiteral ? [...type.values].map(String) : []
      })
    : []

const happening = async (): Promise<readonly string[]> => {
  const nouns = readdirSync(domain, { recursive: true, encoding: 'utf8' }).filter((path) => /^[^/]+\/events\.ts$/.test(path))
  const modules = await Promise.all(nouns.map((path): Promise<object> => import(join(domain, path))))
  return modules.flatMap((module) => Object.values(module).flatMap(typesIn))
}

it('the types of events that can be named are those that the schemas of the nouns know, of every kind that somebody may be told of', async () => {
  const told = (await happening()).filter((type) => eventRights.has(type.split('.')[0] ?? ''))
  expect(told).toContain('visit.held')
  expect([...eventTypes].toSorted()).toEqual(told.toSorted())
})
