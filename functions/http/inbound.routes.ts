import * as z from 'zod'
import { InboundDraft } from '../../domain/inbound/draft.ts'
import { IgnoredFor, type Inbound } from '../../domain/inbound/inbound.ts'
import { InboundChannel, type InboundMessage } from '../../domain/inbound/inbound-message.ts'
import type { InboundStore } from '../../domain/inbound/ports.ts'
import { InboundId, TicketId } from '../../domain/kernel/ids.ts'
import { Instant } from '../../domain/kernel/instant.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { keepInbound } from '../doors/keep-inbound.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type InboundPorts = { readonly inbound: InboundStore }

/** What became of something that came in: nothing yet, or the one ticket that it stands on, or why it stands on none. */
const InboundAnswer = z.strictObject({
  id: InboundId,
  status: z.enum(['heard', 'received', 'taken', 'ignored']),
  channel: InboundChannel,
  receivedAt: Instant,
  ticketId: TicketId.optional(),
  ignoredFor: IgnoredFor.optional(),
})
type InboundAnswer = z.infer<typeof InboundAnswer>

const answerOf = (inbound: Inbound): InboundAnswer => {
  const { id, status } = inbound
  if (status === 'heard') return { id, status, channel: 'phone', receivedAt: inbound.heardAt }
  return {
    id,
    status,
    channel: inbound.message.channel,
    receivedAt: inbound.receivedAt,
    ...(status === 'taken' && { ticketId: inbound.taken.ticketId }),
    ...(status === 'ignored' && { ignoredFor: inbound.ignored.why }),
  }
}

/** Whatever comes in may be of any customer, so whoever brings or follows it reaches every one. */
const outOfReach = ({ context }: Asked): Refused | undefined =>
  context.actor.reach.kind === 'all' ? undefined : { code: 'access.out_of_scope' }

const found = async ({ inbound }: InboundPorts, id: string): Promise<Result<InboundAnswer, Refused>> => {
  const kept = await inbound.read(id, [])
  return kept?.state ? ok(answerOf(kept.state)) : refuse({ code: 'inbound.not_found' })
}

const messageOf = (draft: InboundDraft, { context }: Asked): InboundMessage => {
  const { threading, receivedAt = context.now, externalId, ...rest } = draft
  const numbered = threading && { threading: { ...threading, references: [] } }
  return { ...rest, ...numbered, channel: 'api', externalId: `${context.actor.id}/${externalId}`, attachments: [], receivedAt }
}

export const inboundRoutes: Routes<InboundPorts> = {
  'POST /v1/inbound': route({
    summary: "Bring a customer's message to the desk; what becomes of it is asked for by its id",
    permission: 'inbound:write',
    query: noQuery,
    body: InboundDraft,
    answer: InboundAnswer,
    status: 201,
    example: {
      externalId: 'chat-20261122-0815',
      from: { name: '李娜', address: '+8613800138000' },
      text: '货物 YT2026112200123 到哪里了?',
      language: 'zh-CN',
      kind: 'tracking',
    },
    refusals: ['access.out_of_scope', 'request.invalid', 'inbound.not_found'],
    run: async (ports: InboundPorts, request) => {
      const refused = outOfReach(request)
      if (refused) return refuse(refused)
      return found(ports, await keepInbound(ports.inbound, messageOf(request.body, request), request.context))
    },
  }),

  'GET /v1/inbound/{inboundId}': route({
    summary: 'See what became of something that came in: the ticket that it stands on',
    permission: 'inbound:read',
    query: noQuery,
    body: noBody,
    answer: InboundAnswer,
    status: 200,
    refusals: ['access.out_of_scope', 'inbound.not_found'],
    run: async (ports: InboundPorts, request) => {
      const refused = outOfReach(request)
      return refused ? refuse(refused) : found(ports, idIn(request, 'inboundId'))
    },
  }),
}
