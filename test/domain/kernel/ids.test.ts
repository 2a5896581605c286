import * as fc from 'fast-check'
import { ulid } from 'ulid'
import { expect, it } from 'vitest'
import { ContactId, CustomerId, EventId, idPrefixes, NoteId, RelationId, UserId } from '../../../domain/kernel/ids.ts'

const schemas = { customer: CustomerId, contact: ContactId, relation: RelationId, note: NoteId, event: EventId } as const
const kinds = Object.keys(schemas) as (keyof typeof schemas)[]
const takers = (id: string) => kinds.filter((kind) => schemas[kind].safeParse(id).success)

it('an id is taken by its own kind and by no other', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 2 ** 48 - 1 }), (kind, time) => {
      expect(takers(`${idPrefixes[kind]}_${ulid(time)}`)).toEqual([kind])
    }),
  )
})

it('no two kinds share a prefix', () => {
  expect(new Set(Object.values(idPrefixes)).size).toBe(Object.keys(idPrefixes).length)
})

it.each([
  'cus_',
  'cus_01KAJ0000000000000000000A',
  'cus_01kaj0000000000000000000aa',
  'cus_81KAJ0000000000000000000AA',
  ' cus_01KAJ0000000000000000000AA',
  'cus_01KAJ0000000000000000000AA\n',
  'cus_01KAJ0000000000000000000IL',
])('no kind takes %j', (id) => {
  expect(takers(id)).toEqual([])
})

it('a user is named as identity providers name people', () => {
  for (const id of ['usr_1', 'li.na@example.com', '5f0c-aa', 'auth0|118', 'AzureAD_李娜']) expect(UserId.safeParse(id).success).toBe(true)
  for (const id of ['', 'li na', 'a'.repeat(129), 'li\u0000na', 'li\u200dna']) expect(UserId.safeParse(id).success).toBe(false)
})
