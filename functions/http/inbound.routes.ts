import * as z from 'zod'
import { AttachmentRef, largestFile, refOf } from '../../domain/attachments/attachment.ts'
import { attachments } from '../../domain/attachments/decide.ts'
import { FileType } from '../../domain/attachments/file-type.ts'
import { InboundDraft } from '../../domain/inbound/draft.ts'
import { IgnoredFor, type Inbound } from '../../domain/inbound/inbound.ts'
import { InboundChannel, type InboundMessage } from '../../domain/inbound/inbound-message.ts'
import type { InboundStore } from '../../domain/inbound/ports.ts'
import { InboundId, TicketId } from '../../domain/kernel/ids.ts'
import { Instant } from '../../domain/kernel/instant.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { allOf, type FilePorts, keepUploaded } from '../desk/files.ts'
import { inboundId, keepInbound } from '../doors/keep-inbound.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { UploadForm, withForm } from './upload-form.ts'

export type InboundPorts = FilePorts & { readonly inbound: InboundStore }

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

/** The system's own name for a message, behind that of the system: another's is another message. */
const externalIdOf = ({ externalId }: InboundDraft, { context }: Asked): string => `${context.actor.id}/${externalId}`

const messageOf = (draft: InboundDraft, request: Asked): Omit<InboundMessage, 'attachments'> => {
  const { threading, receivedAt = request.context.now, attachments: _, ...rest } = draft
  const numbered = threading && { threading: { ...threading, references: [] } }
  return { ...rest, ...numbered, channel: 'api', externalId: externalIdOf(draft, request), receivedAt }
}

/** The files that a message names, kept; none of one that is known already, which stays as it was brought first. */
const filesOf = async (ports: InboundPorts, draft: InboundDraft, request: Asked): Promise<Result<AttachmentRef[], Refused>> => {
  if (draft.attachments.length === 0) return ok([])
  const inbound = inboundId('api', externalIdOf(draft, request))
  if ((await ports.inbound.read(inbound, []))?.state) return ok([])
  const { context } = request
  return allOf(draft.attachments, (id) => keepUploaded(ports, id, { as: (found) => ({ type: 'bring', found, inbound }), context }))
}

const Announced = z.strictObject({
  /** Whatever it is called on the machine that it comes from: the name is made safe. */
  name: z.string().min(1).max(1000).meta({ class: 'internal' }),
  type: FileType,
  /** In bytes. The form takes exactly so many. */
  size: z.int().min(1).max(largestFile),
})

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
    refusals: [
      'access.out_of_scope',
      'request.invalid',
      'inbound.not_found',
      'attachment.not_found',
      'attachment.not_uploaded',
      'attachment.not_as_said',
      'version.contended',
    ],
    run: async (ports: InboundPorts, request) => {
      const { body, context } = request
      const refused = outOfReach(request)
      if (refused) return refuse(refused)
      const files = await filesOf(ports, body, request)
      if (!files.ok) return files
      return found(ports, await keepInbound(ports.inbound, { ...messageOf(body, request), attachments: files.value }, context))
    },
  }),

  'POST /v1/inbound/files': route({
    summary: 'Ask for a form that uploads one file for a message; the message that is brought then names it by its id',
    permission: 'inbound:write',
    query: noQuery,
    body: Announced,
    answer: AttachmentRef.extend({ upload: UploadForm }),
    status: 201,
    example: { name: '签收单.pdf', type: 'application/pdf', size: 48_213 },
    refusals: ['access.out_of_scope', 'attachment.not_found', 'request.invalid', 'version.contended'],
    // The form is a right that ends: whoever asks again gets one that holds.
    unrepeatable: true,
    run: async (ports: InboundPorts, request) => {
      const { context, body } = request
      const refused = outOfReach(request)
      if (refused) return refuse(refused)
      const id = await request.newId('attachment')
      const command = { type: 'ask for a message' as const, id, file: body }
      const done = await execute(attachments, ports.attachments, { id, command, context, isNew: request.isNew(id) })
      if (!done.ok) return done
      return done.value.state
        ? ok(await withForm(ports.objects, refOf(done.value.state), context.now))
        : refuse({ code: 'attachment.not_found' })
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
