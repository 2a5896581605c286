import * as z from 'zod'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { ticketKinds } from '../../domain/ticket-kinds/decide.ts'
import { TicketKind, TicketKindDraft } from '../../domain/ticket-kinds/kind.ts'
import type { AllTicketKinds, TicketKindStore } from '../../domain/ticket-kinds/ports.ts'
import { execute } from '../runtime/execute.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'

export type TicketKindPorts = { readonly kindStore: TicketKindStore; readonly kinds: AllTicketKinds; readonly lists: ReadLists }

/** Version 0 is a kind as it comes with the program. */
const KindAnswer = TicketKind.extend({ version: z.int() })
type KindAnswer = z.infer<typeof KindAnswer>
const answerOf = ({ state, version }: Loaded<TicketKind>): KindAnswer => ({ ...state, version })

const both = (zh: string, en: string) => ({ 'zh-CN': zh, en })

const example: z.input<typeof TicketKindDraft> = {
  labels: both('危险品申报', 'Dangerous goods'),
  form: [{ type: 'line', key: 'unNumber', labels: both('UN 编号', 'UN number'), required: true, max: 10 }],
  causes: [{ code: 'declared', labels: both('已申报', 'Declared') }],
  team: 'operations',
}

export const ticketKindRoutes: Routes<TicketKindPorts> = {
  'GET /v1/ticket-kinds': route({
    summary: 'Read every kind of ticket: what its form asks for, its causes, and who works on it',
    permission: 'tickets:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(KindAnswer).readonly() }),
    status: 200,
    refusals: [],
    run: async ({ kinds }: TicketKindPorts) => ok({ items: (await kinds()).map(answerOf) }),
  }),

  'POST /v1/ticket-kinds/{ticketKind}': route({
    summary: 'Write a kind of ticket, or another form of one that there is; tickets that there are stay as they are',
    permission: 'desk:manage',
    query: noQuery,
    body: TicketKindDraft,
    answer: KindAnswer,
    status: 200,
    example,
    refusals: ['request.invalid', 'version.conflict', 'version.contended'],
    run: async (ports: TicketKindPorts, request) => {
      const { body, context, ifMatch } = request
      const code = TicketKind.shape.code.safeParse(idIn(request, 'ticketKind'))
      if (!code.success) return refuse({ code: 'request.invalid', issues: code.error.issues })
      const command = { type: 'write', code: code.data, draft: body, lists: await ports.lists() } as const
      const done = await execute(ticketKinds, ports.kindStore, { id: code.data, command, context, ifMatch })
      if (!done.ok) return done
      const { state, version } = done.value
      return state ? ok(answerOf({ state, version })) : refuse({ code: 'request.invalid' })
    },
  }),
}
