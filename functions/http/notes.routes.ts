import * as z from 'zod'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { reaches } from '../../domain/kernel/actor.ts'
import { differingIn } from '../../domain/kernel/clash.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { EventsBetween, Loaded } from '../../domain/kernel/store.ts'
import { type NoteCommandBody, notes } from '../../domain/notes/decide.ts'
import { Note, NoteDraft, NotePatch, NoteType } from '../../domain/notes/note.ts'
import type { NoteQueries, NoteStore } from '../../domain/notes/ports.ts'
import { withBothValues } from '../runtime/both-values.ts'
import { execute } from '../runtime/execute.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import type { RefusalCode } from '../runtime/messages.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type NotePorts = {
  readonly notes: (customerId: string) => NoteStore
  readonly queries: NoteQueries
  readonly glances: CustomerGlances
  readonly between: EventsBetween
}

const NoteAnswer = Note.extend({ version: z.int() })
type NoteAnswer = z.infer<typeof NoteAnswer>
const answerOf = ({ state, version }: Loaded<Note>): NoteAnswer => ({ ...state, version })

const customerIn = (request: Asked): string => idIn(request, 'customerId')
const noteIn = (request: Asked): string => idIn(request, 'noteId')

const glanceAt = async ({ glances }: NotePorts, request: Asked) => (await glances([customerIn(request)]))[0]

const rewritten = differingIn('note.rewritten')

/** Runs a command on a note of the path's customer. */
const change = async (
  ports: NotePorts,
  body: NoteCommandBody,
  { id, request }: { readonly id: string; readonly request: Asked },
): Promise<Result<NoteAnswer, Refused>> => {
  const { context, ifMatch } = request
  const command = { ...body, customer: await glanceAt(ports, request) }
  const store = ports.notes(customerIn(request))
  const done = await execute(notes, store, { id, command, context, ifMatch, isNew: request.isNew(id) })
  if (!done.ok && body.type === 'rewrite') {
    const late = { id, command, patch: body.patch, context, ifMatch, sees: context.actor.sees }
    return refuse(
      await withBothValues(done.error, { decider: notes, store, schema: Note, touchedBy: rewritten, between: ports.between }, late),
    )
  }
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf({ state, version })) : refuse({ code: 'note.not_found' })
}

/** Why the caller may not look at the notes of the path's customer, if they may not. */
const barred = async (ports: NotePorts, request: Asked): Promise<Refused | undefined> => {
  const customer = await glanceAt(ports, request)
  if (!customer) return { code: 'customer.not_found' }
  return reaches(request.context.actor, customer) ? undefined : { code: 'access.out_of_scope' }
}

const onReading = ['customer.not_found', 'access.out_of_scope'] as const
const onExisting = [...onReading, 'note.not_found', 'version.conflict', 'version.contended'] as const

type Simple = {
  readonly summary: string
  readonly commandFor: (ports: NotePorts, request: Asked) => NoteCommandBody | Promise<NoteCommandBody>
  readonly refusals: readonly RefusalCode[]
}

const simple = ({ summary, commandFor, refusals }: Simple) =>
  route({
    summary,
    permission: 'notes:write',
    query: noQuery,
    body: noBody,
    answer: NoteAnswer,
    status: 200,
    refusals: [...onExisting, ...refusals],
    run: async (ports: NotePorts, request) => change(ports, await commandFor(ports, request), { id: noteIn(request), request }),
  })

export const noteRoutes: Routes<NotePorts> = {
  'POST /v1/customers/{customerId}/notes': route({
    summary: 'Write a note on a customer',
    permission: 'notes:write',
    query: noQuery,
    body: NoteDraft,
    answer: NoteAnswer,
    status: 201,
    example: { type: 'warning', text: '冷链客户,周末不收货' },
    refusals: [...onReading, 'request.invalid', 'version.contended'],
    run: async (ports: NotePorts, request) => {
      const id = await request.newId('note')
      return change(ports, { type: 'write', id, draft: request.body }, { id, request })
    },
  }),

  'GET /v1/customers/{customerId}/notes': route({
    summary: 'List the notes on a customer, the newest first',
    permission: 'notes:read',
    query: z.strictObject({ type: NoteType.optional(), ...pageQuery }),
    body: noBody,
    answer: pageOf(NoteAnswer),
    status: 200,
    refusals: [...onReading, 'request.invalid', 'request.cursor_invalid'],
    run: async (ports: NotePorts, request) => {
      const refused = await barred(ports, request)
      if (refused) return refuse(refused)
      const { query, context } = request
      const found = await ports.queries.list(customerIn(request), query.type, pageRequest(query, context.actor))
      return found.ok ? ok({ items: found.value.items.map(answerOf), next: found.value.next }) : found
    },
  }),

  'GET /v1/customers/{customerId}/notes/{noteId}': route({
    summary: 'Read one note, also one that was withdrawn',
    permission: 'notes:read',
    query: noQuery,
    body: noBody,
    answer: NoteAnswer,
    status: 200,
    refusals: [...onReading, 'note.not_found'],
    run: async (ports: NotePorts, request) => {
      const refused = await barred(ports, request)
      if (refused) return refuse(refused)
      const found = await ports.notes(customerIn(request)).load(noteIn(request))
      return found?.state ? ok(answerOf({ state: found.state, version: found.version })) : refuse({ code: 'note.not_found' })
    },
  }),

  'PATCH /v1/customers/{customerId}/notes/{noteId}': route({
    summary: 'Reword or reclassify a note of your own',
    permission: 'notes:write',
    query: noQuery,
    body: NotePatch,
    answer: NoteAnswer,
    status: 200,
    example: { text: '冷链客户,周末与节假日不收货' },
    refusals: [...onExisting, 'request.invalid', 'note.not_yours', 'note.withdrawn'],
    run: (ports: NotePorts, request) => change(ports, { type: 'rewrite', patch: request.body }, { id: noteIn(request), request }),
  }),

  'POST /v1/customers/{customerId}/notes/{noteId}/pin': simple({
    summary: 'Show a warning on every screen of the customer',
    commandFor: async ({ queries }, request) => ({ type: 'pin', pinned: await queries.pinned(customerIn(request)) }),
    refusals: ['note.withdrawn', 'note.not_a_warning', 'note.too_many_pinned'],
  }),

  'POST /v1/customers/{customerId}/notes/{noteId}/unpin': simple({
    summary: 'Show a warning among the other notes again',
    commandFor: () => ({ type: 'unpin' }),
    refusals: ['note.withdrawn'],
  }),

  'POST /v1/customers/{customerId}/notes/{noteId}/withdraw': simple({
    summary: 'Take a note back; it keeps its place in the timeline',
    commandFor: () => ({ type: 'withdraw' }),
    refusals: ['note.not_yours'],
  }),
}
