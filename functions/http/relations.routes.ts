import * as z from 'zod'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { type Actor, reaches } from '../../domain/kernel/actor.ts'
import type { CustomerId } from '../../domain/kernel/ids.ts'
import { PlainDate } from '../../domain/kernel/instant.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { type RelationCommand, relations } from '../../domain/relations/decide.ts'
import { subordination } from '../../domain/relations/group.ts'
import type { RelationQueries, RelationStore } from '../../domain/relations/ports.ts'
import { type Ends, reachesEither } from '../../domain/relations/reach.ts'
import { type Relation, RelationDraft, RelationPatch } from '../../domain/relations/relation.ts'
import { type GroupTotals, groupTotals } from '../../domain/relations/totals.ts'
import { attempt, execute } from '../runtime/execute.ts'
import { pageQuery, pageRequest } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import { type Asked, idIn } from './asked.ts'
import { groupAround } from './group-walk.ts'
import { answerOf, itemOf, RelationAnswer, RelationsAnswer } from './relation-answer.ts'

export type RelationPorts = {
  readonly relations: RelationStore
  readonly queries: RelationQueries
  readonly glances: CustomerGlances
  readonly lists: ReadLists
}

const customerIn = (request: Asked): string => idIn(request, 'customerId')

/** Relates the path's customer to another. Who stands above the parent is walked before the decision and checked in its commit. */
const relate = async (ports: RelationPorts, request: Request<unknown, RelationDraft>): Promise<Result<RelationAnswer, Refused>> => {
  const { body: draft, context, ifMatch } = request
  const id = await request.newId('relation')
  const [[from, to], { relationType: types }] = await Promise.all([ports.glances([customerIn(request), draft.to]), ports.lists()])
  const parent = from && subordination({ ...draft, from: from.id })?.parent
  const related = await whileOvertaken(async () => {
    const above = parent === undefined ? undefined : await ports.queries.ancestry(parent)
    const store = above ? ports.relations.extending(above) : ports.relations
    const command = { type: 'relate', id, draft, ends: { from, to }, types, above } as const
    return attempt(relations, store, { id, command, context, ifMatch, isNew: request.isNew(id) })
  })
  return answered(related, { from, to }, context.actor)
}

const answered = (done: Result<Loaded<Relation | undefined>, Refused>, ends: Ends, actor: Actor): Result<RelationAnswer, Refused> => {
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf({ state, version }, ends, actor)) : refuse({ code: 'relation.not_found' })
}

const totalsAround = async ({ queries, glances }: RelationPorts, of: CustomerId, actor: Actor): Promise<GroupTotals> => {
  const group = await groupAround(queries, of)
  return groupTotals(group, await glances(group.members), actor)
}

/** One page costs one query and one batch read. The group is walked for the first one alone. */
const listOf = async (
  ports: RelationPorts,
  request: Request<{ readonly show: 'lasting' | 'all'; readonly limit: number; readonly cursor?: string | undefined }, unknown>,
): Promise<Result<RelationsAnswer, Refused>> => {
  const { query } = request
  const { actor } = request.context
  const [customer] = await ports.glances([customerIn(request)])
  if (!customer) return refuse({ code: 'customer.not_found' })
  if (!reaches(actor, customer)) return refuse({ code: 'access.out_of_scope' })
  const [page, group] = await Promise.all([
    ports.queries.list(customer.id, query.show, pageRequest(query, actor)),
    query.cursor === undefined ? totalsAround(ports, customer.id, actor) : undefined,
  ])
  if (!page.ok) return page
  const { items, next } = page.value
  const others = await ports.glances(items.map(({ other }) => other))
  return ok({ items: items.map((end, i) => itemOf(end, others[i], actor)), next, group })
}

type Known = Loaded<Relation> & { readonly ends: Ends }

/** The relation of the path, with the customers at its ends, who never change. */
const known = async (ports: RelationPorts, request: Asked): Promise<Known | undefined> => {
  const found = await ports.relations.load(idIn(request, 'relationId'))
  if (!found?.state) return undefined
  const [from, to] = await ports.glances([found.state.from, found.state.to])
  return { state: found.state, version: found.version, ends: { from, to } }
}

const change = async (ports: RelationPorts, request: Asked, commandFor: (ends: Ends) => RelationCommand) => {
  const found = await known(ports, request)
  if (!found) return refuse({ code: 'relation.not_found' } as const)
  const { context, ifMatch } = request
  const order = { id: found.state.id, command: commandFor(found.ends), context, ifMatch }
  return answered(await execute(relations, ports.relations, order), found.ends, context.actor)
}

const onExisting = ['relation.not_found', 'access.out_of_scope', 'version.conflict', 'version.contended', 'request.invalid'] as const

export const relationRoutes: Routes<RelationPorts> = {
  'POST /v1/customers/{customerId}/relations': route({
    summary: 'Relate a customer to another one: as its parent, branch, shipper, payer or whatever the firm lists',
    permission: 'relations:write',
    query: noQuery,
    body: RelationDraft,
    answer: RelationAnswer,
    status: 201,
    foundUnder: '/v1/relations',
    example: { to: 'cus_01KAJ0000000000000000000AA', type: 'parent', shareBasisPoints: 5100, since: '2021-04-01' },
    refusals: [
      'request.invalid',
      'customer.not_found',
      'customer.archived',
      'access.out_of_scope',
      'relation.to_itself',
      'relation.type_unknown',
      'relation.circle',
      'relation.too_deep',
      'claim.taken',
      'version.contended',
    ],
    run: relate,
  }),

  'GET /v1/customers/{customerId}/relations': route({
    summary: 'List how a customer is related to others, read from either end; the first page tells what its group adds up to',
    permission: 'relations:read',
    query: z.strictObject({
      show: z.enum(['lasting', 'all']).default('lasting').describe('`all` includes relations that have ended'),
      ...pageQuery,
    }),
    body: noBody,
    answer: RelationsAnswer,
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid', 'customer.not_found', 'access.out_of_scope'],
    run: listOf,
  }),

  'GET /v1/relations/{relationId}': route({
    summary: 'Read one relation; its particulars are for those who look after both ends',
    permission: 'relations:read',
    query: noQuery,
    body: noBody,
    answer: RelationAnswer,
    status: 200,
    refusals: ['relation.not_found', 'access.out_of_scope'],
    run: async (ports: RelationPorts, request) => {
      const found = await known(ports, request)
      if (!found) return refuse({ code: 'relation.not_found' })
      const { actor } = request.context
      return reachesEither(actor, found.ends) ? ok(answerOf(found, found.ends, actor)) : refuse({ code: 'access.out_of_scope' })
    },
  }),

  'PATCH /v1/relations/{relationId}': route({
    summary: 'Change the share, the first day or the note of a relation by JSON Merge Patch, looking after both ends',
    permission: 'relations:write',
    query: noQuery,
    body: RelationPatch,
    answer: RelationAnswer,
    status: 200,
    example: { shareBasisPoints: 6000, note: null },
    refusals: [...onExisting, 'relation.ended'],
    run: (ports: RelationPorts, request) => change(ports, request, (ends) => ({ type: 'change', patch: request.body, ends })),
  }),

  'POST /v1/relations/{relationId}/end': route({
    summary: 'End a relation, looking after either end, today unless a day is named; the same two may be related again',
    permission: 'relations:write',
    query: noQuery,
    body: z.strictObject({ until: PlainDate.optional() }).default({}),
    answer: RelationAnswer,
    status: 200,
    example: { until: '2026-06-30' },
    refusals: [...onExisting, 'relation.ends_early', 'relation.ends_ahead'],
    run: (ports: RelationPorts, request) => change(ports, request, (ends) => ({ type: 'end', until: request.body.until, ends })),
  }),
}
