import * as z from 'zod'
import { type DeskCommand, desks as rules } from '../../domain/dispatch/decide.ts'
import { type Desk, DeskPatch } from '../../domain/dispatch/desk.ts'
import type { DeskList, DeskStore } from '../../domain/dispatch/ports.ts'
import { reachesDesk } from '../../domain/dispatch/reach.ts'
import { onShift } from '../../domain/dispatch/shift.ts'
import { Code } from '../../domain/kernel/code.ts'
import { UserId } from '../../domain/kernel/ids.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { TicketMembers } from '../../domain/tickets/ticket.ts'
import { type TakingPorts, takeNext } from '../desk/take-next.ts'
import { derivedId } from '../runtime/derived-id.ts'
import { execute } from '../runtime/execute.ts'
import { pageOf, pageQuery, pageRequest, within } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { DeskAnswer, DeskSummary, summaryOf } from './desk-answer.ts'

type DeskPorts = TakingPorts & { readonly desks: DeskStore; readonly list: DeskList; readonly lists: ReadLists }

const deskOf = (user: string): string => derivedId('desk', user)
const mine = ({ context }: Asked): string => context.actor.id

/** Whose desk the path means. What cannot be anybody's name is nobody's. */
const whose = (request: Asked): string | undefined => UserId.safeParse(idIn(request, 'userId')).data

const answer = async ({ inHand }: DeskPorts, { state, version }: Loaded<Desk>, { context: { now } }: Asked): Promise<DeskAnswer> => ({
  ...(await summaryOf(state, { inHand, now })),
  version,
})

const one = async (ports: DeskPorts, user: string | undefined, request: Asked): Promise<Result<DeskAnswer, Refused>> => {
  const found = user === undefined ? undefined : await ports.desks.load(deskOf(user))
  if (!found?.state) return refuse({ code: 'desk.not_found' })
  if (!reachesDesk(request.context.actor, found.state)) return refuse({ code: 'access.out_of_scope' })
  return ok(await answer(ports, { state: found.state, version: found.version }, request))
}

type Change = { readonly user: string | undefined; readonly command: DeskCommand }

const change = async (ports: DeskPorts, { user, command }: Change, request: Asked): Promise<Result<DeskAnswer, Refused>> => {
  if (user === undefined) return refuse({ code: 'desk.not_found' })
  const { context, ifMatch } = request
  const done = await execute(rules, ports.desks, { id: deskOf(user), command, context, ifMatch })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(await answer(ports, { state, version }, request)) : refuse({ code: 'desk.not_found' })
}

const settle = async (ports: DeskPorts, patch: DeskPatch, request: Asked): Promise<Result<DeskAnswer, Refused>> => {
  const user = whose(request)
  if (user === undefined) return refuse({ code: 'desk.not_found' })
  const command = { type: 'settle', id: deskOf(user), user, patch, lists: await ports.lists() } as const
  return change(ports, { user, command }, request)
}

/** What somebody is told of the ticket that they took; all else of it they read by its id. */
const Taken = z.strictObject({
  ...TicketMembers.pick({ id: true, number: true, subject: true, kind: true, priority: true, customerId: true, openedAt: true }).shape,
  version: z.int(),
})
const Pulled = z.strictObject({ ticket: Taken.nullable().describe('Null when nothing waits that they could take') })

const pull = async (ports: DeskPorts, request: Asked): Promise<Result<z.input<typeof Pulled>, Refused>> => {
  const { context } = request
  const desk = (await ports.desks.load(deskOf(mine(request))))?.state
  if (!desk || desk.closedAt !== undefined) return refuse({ code: 'desk.not_found' })
  if (!onShift(desk, context.now)) return refuse({ code: 'desk.off_shift' })
  const next = await takeNext(ports, { desk, how: 'taken' }, context)
  if (!next) return ok({ ticket: null })
  if (next.got) return ok({ ticket: Taken.strip().parse({ ...next.got.state, version: next.got.version }) })
  return next.because === 'full' ? refuse({ code: 'desk.full', limit: desk.settings.limit }) : refuse({ code: 'version.contended' })
}

const onChange = ['desk.not_found', 'access.out_of_scope', 'request.invalid', 'version.conflict', 'version.contended'] as const
const onMine = ['desk.not_found', 'version.conflict', 'version.contended'] as const

/** Something that somebody says of their own desk. */
const saying = (type: 'leave' | 'return', summary: string) =>
  route({
    summary,
    permission: 'tickets:write',
    query: noQuery,
    body: noBody,
    answer: DeskAnswer,
    status: 200,
    refusals: onMine,
    run: (ports: DeskPorts, request) => change(ports, { user: mine(request), command: { type } }, request),
  })

export const deskRoutes: Routes<DeskPorts> = {
  'GET /v1/desks': route({
    summary: 'List the desks that you see to: who takes what, is there now, and how much they have in hand',
    permission: 'tickets:read',
    query: z.strictObject({ team: Code.optional(), ...pageQuery }),
    body: noBody,
    answer: pageOf(DeskSummary),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: async ({ list, inHand }: DeskPorts, { query, context: { actor, now } }) => {
      const narrowed = within({ team: query.team }, actor)
      if (!narrowed) return ok({ items: [], next: null })
      const page = await list(narrowed.team, pageRequest(query, actor))
      if (!page.ok) return page
      const seen = page.value.items.filter((desk) => reachesDesk(actor, desk))
      return ok({ items: await Promise.all(seen.map((desk) => summaryOf(desk, { inHand, now }))), next: page.value.next })
    },
  }),

  'GET /v1/desks/{userId}': route({
    summary: 'Read the desk of somebody',
    permission: 'tickets:read',
    query: noQuery,
    body: noBody,
    answer: DeskAnswer,
    status: 200,
    refusals: ['desk.not_found', 'access.out_of_scope'],
    run: (ports: DeskPorts, request) => one(ports, whose(request), request),
  }),

  'PATCH /v1/desks/{userId}': route({
    summary: 'Set what somebody takes, how much of it, and when they work; the first that is set of it opens a desk',
    permission: 'desk:manage',
    query: noQuery,
    body: DeskPatch,
    answer: DeskAnswer,
    status: 200,
    example: {
      teams: ['customer_service'],
      skills: ['inquiry', 'tracking'],
      languages: ['zh-CN', 'en'],
      limit: 8,
      shifts: { mon: ['08:00-16:00'], tue: ['08:00-16:00'], sat: ['16:00-24:00'] },
      exceptions: [{ on: '2037-02-14', periods: [], what: 'holiday' }],
    },
    refusals: onChange,
    run: (ports: DeskPorts, request) => settle(ports, request.body, request),
  }),

  'POST /v1/desks/{userId}/close': route({
    summary: 'Close the desk of somebody: they are handed nothing more, and keep what they have',
    permission: 'desk:manage',
    query: noQuery,
    body: noBody,
    answer: DeskAnswer,
    status: 200,
    refusals: onChange,
    run: (ports: DeskPorts, request) => change(ports, { user: whose(request), command: { type: 'close' } }, request),
  }),

  'GET /v1/me/desk': route({
    summary: 'Read your own desk',
    permission: 'tickets:write',
    query: noQuery,
    body: noBody,
    answer: DeskAnswer,
    status: 200,
    refusals: ['desk.not_found'],
    run: (ports: DeskPorts, request) => one(ports, mine(request), request),
  }),

  'POST /v1/me/desk/leave': saying('leave', 'Say that you are away; you are taken to be back when your next working day begins'),
  'POST /v1/me/desk/return': saying('return', 'Say that you are back'),

  'POST /v1/desk/pull': route({
    summary: 'Take the ticket that is next among those that you can deal with: the most urgent, and of those alike the oldest',
    permission: 'tickets:write',
    query: noQuery,
    body: noBody,
    answer: Pulled,
    status: 200,
    refusals: ['desk.not_found', 'desk.off_shift', 'desk.full', 'version.contended', 'sealed.unreadable'],
    run: (ports: DeskPorts, request) => pull(ports, request),
  }),
}
