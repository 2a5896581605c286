import * as z from 'zod'
import { changesBetween } from '../../domain/kernel/changes.ts'
import { Language } from '../../domain/kernel/language.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { macros } from '../../domain/macros/decide.ts'
import { Macro } from '../../domain/macros/macro.ts'
import type { AllMacros } from '../../domain/macros/ports.ts'
import { summaryOf, TicketSummary } from '../../domain/tickets/summary.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { applyMacro, previewMacro } from '../desk/apply-macro.ts'
import type { MacroPorts as ApplyPorts } from '../desk/macro-ports.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type MacroPorts = ApplyPorts & { readonly allMacros: AllMacros }

const MacroAnswer = Macro.extend({ version: z.int() })
type MacroAnswer = z.infer<typeof MacroAnswer>
const answerOf = ({ state, version }: Loaded<Macro>): MacroAnswer => ({ ...state, version })

const found = ({ state, version }: Loaded<Macro | undefined>): Result<MacroAnswer, Refused> =>
  state ? ok(answerOf({ state, version })) : refuse({ code: 'macro.not_found' })

const put = async (
  ports: MacroPorts,
  { body: macro, context, ifMatch }: Request<unknown, Macro>,
): Promise<Result<MacroAnswer, Refused>> => {
  const named = macro.actions.flatMap((action) => (action.do === 'reply' ? [action.template] : []))
  const [lists, kinds, templates] = await Promise.all([ports.lists(), ports.kinds(), Promise.all(named.map(ports.template))])
  const known = { lists, kinds: kinds.map(({ state }) => state), templates: templates.filter((template) => template !== undefined) }
  const done = await execute(macros, ports.macros, { id: macro.code, command: { type: 'put', macro, known }, context, ifMatch })
  return done.ok ? found(done.value) : done
}

const Applied = TicketSummary.extend({ version: z.int() })

/** The members of a ticket that a macro can change, as a person compares them. */
const shown = (ticket: Ticket) => {
  const { status, priority, team, assignee, tags } = ticket
  return { status, priority, team, assignee, tags, ...('resolution' in ticket && { resolution: ticket.resolution }) }
}

const Preview = z.strictObject({
  reply: z.strictObject({ language: Language, text: z.string(), html: z.string() }).optional(),
  note: z.string().optional(),
  /** The members that would change, as they are and as they would be; null where there is or would be none. */
  from: z.record(z.string(), z.unknown()),
  to: z.record(z.string(), z.unknown()),
})

const applyingOf = async (request: Asked) => ({
  ticketId: idIn(request, 'ticketId'),
  code: idIn(request, 'code'),
  context: request.context,
  as: await request.newId('ticketMessage'),
  ifMatch: request.ifMatch,
})

const onTicket = [
  'request.invalid',
  'ticket.not_found',
  'macro.not_found',
  'access.out_of_scope',
  'sealed.unreadable',
  'macro.retired',
  'macro.other_kind',
  'macro.action_denied',
  'macro.action_refused',
  'macro.value_missing',
  'template.not_found',
] as const

export const macroRoutes: Routes<MacroPorts> = {
  'GET /v1/macros': route({
    summary: 'Read every macro: several actions on a ticket in one',
    permission: 'tickets:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(MacroAnswer).readonly() }),
    status: 200,
    refusals: [],
    run: async ({ allMacros }: MacroPorts) => ok({ items: (await allMacros()).map(answerOf) }),
  }),

  'GET /v1/macros/{code}': route({
    summary: 'Read one macro',
    permission: 'tickets:read',
    query: noQuery,
    body: noBody,
    answer: MacroAnswer,
    status: 200,
    refusals: ['macro.not_found'],
    run: async (ports: MacroPorts, request) => found((await ports.macros.load(idIn(request, 'code'))) ?? { state: undefined, version: 0 }),
  }),

  'POST /v1/macros': route({
    summary: 'Put a macro: add it, or have it do from now on what is written here',
    permission: 'desk:manage',
    query: noQuery,
    body: Macro,
    answer: MacroAnswer,
    status: 200,
    example: {
      code: 'wait_for_photos',
      name: '请客户补充照片',
      kinds: ['claim'],
      actions: [
        { do: 'note', text: '等待客户提供货损照片' },
        { do: 'tag', add: ['photos_asked'] },
        { do: 'move', to: 'pending_customer' },
      ],
    },
    refusals: ['request.invalid', 'macro.not_found', 'version.conflict', 'version.contended'],
    run: put,
  }),

  'POST /v1/tickets/{ticketId}/macros/{code}/preview': route({
    summary: 'See what a macro would say to the customer, in their language, and what it would change; nothing is done',
    permission: 'tickets:note',
    query: noQuery,
    body: noBody,
    answer: Preview,
    status: 200,
    refusals: onTicket,
    unrepeatable: true,
    run: async (ports: MacroPorts, request) => {
      const done = await previewMacro(ports, await applyingOf(request))
      if (!done.ok) return done
      const { before, after, reply, note } = done.value
      const { from, to } = changesBetween(shown(before), shown(after))
      return ok({ ...(reply && { reply }), ...(note !== undefined && { note }), from, to })
    },
  }),

  'POST /v1/tickets/{ticketId}/macros/{code}/apply': route({
    summary: 'Do all that a macro says to a ticket, or nothing of it',
    permission: 'tickets:note',
    query: noQuery,
    body: noBody,
    answer: Applied,
    status: 200,
    refusals: [...onTicket, 'version.conflict', 'version.contended'],
    run: async (ports: MacroPorts, request) => {
      const done = await applyMacro(ports, await applyingOf(request))
      return done.ok ? ok({ ...summaryOf(done.value.state), version: done.value.version }) : done
    },
  }),
}
