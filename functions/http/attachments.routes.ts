import * as z from 'zod'
import { AttachmentRef, largestFile, refOf } from '../../domain/attachments/attachment.ts'
import { attachments, type FileTicket } from '../../domain/attachments/decide.ts'
import { FileType } from '../../domain/attachments/file-type.ts'
import { linkSeconds } from '../../domain/attachments/ports.ts'
import { TicketId } from '../../domain/kernel/ids.ts'
import { Instant } from '../../domain/kernel/instant.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { FilePorts } from '../desk/files.ts'
import { execute } from '../runtime/execute.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'
import { secondsAfter, UploadForm, withForm } from './upload-form.ts'

type SeenTicket = FileTicket & { readonly mergedInto?: string | undefined }
export type AttachmentPorts = FilePorts & { readonly tickets: (id: string) => Promise<SeenTicket | undefined> }

const Announced = z.strictObject({
  ticketId: TicketId,
  /** Whatever it is called on the machine that it comes from: the name is made safe. */
  name: z.string().min(1).max(1000).meta({ class: 'internal' }),
  type: FileType,
  /** In bytes. The form takes exactly so many. */
  size: z.int().min(1).max(largestFile),
})

const onFile = ['attachment.not_found', 'access.out_of_scope'] as const

/** A merge into a merged ticket is refused, so a chain is as long as there were merges one after the other. */
const longestChain = 10

/** The ticket, and behind it those that it was merged into: who sees one of them sees its files. */
const ticketsOf = async ({ tickets }: AttachmentPorts, ticketId: string | undefined): Promise<readonly FileTicket[]> => {
  const chain: SeenTicket[] = []
  for (let id = ticketId; id !== undefined && chain.length < longestChain; id = chain.at(-1)?.mergedInto) {
    const ticket = await tickets(id)
    if (!ticket) break
    chain.push(ticket)
  }
  return chain
}

export const attachmentRoutes: Routes<AttachmentPorts> = {
  'POST /v1/attachments': route({
    summary: 'Ask for a form that uploads one file for a ticket; a reply or note then names it by its id',
    permission: 'tickets:note',
    query: noQuery,
    body: Announced,
    answer: AttachmentRef.extend({ upload: UploadForm }),
    status: 201,
    example: { ticketId: 'tkt_01KAJ0000000000000000000AA', name: '签收单.pdf', type: 'application/pdf', size: 48_213 },
    refusals: ['ticket.not_found', 'access.out_of_scope', 'request.invalid', 'version.contended'],
    // The form is a right that ends: whoever asks again gets one that holds.
    unrepeatable: true,
    run: async (ports: AttachmentPorts, request) => {
      const { context, body } = request
      const { ticketId, ...file } = body
      const id = await request.newId('attachment')
      const [ticket] = await ticketsOf(ports, ticketId)
      const command = { type: 'ask' as const, id, file, ticket }
      const done = await execute(attachments, ports.attachments, { id, command, context, isNew: request.isNew(id) })
      if (!done.ok) return done
      if (!done.value.state) return refuse({ code: 'attachment.not_found' })
      return ok(await withForm(ports.objects, refOf(done.value.state), context.now))
    },
  }),

  'GET /v1/attachments/{attachmentId}/link': route({
    summary: 'Get a link under which a file can be saved for a minute; it is kept on record who did',
    permission: 'tickets:read',
    query: noQuery,
    body: noBody,
    answer: AttachmentRef.extend({ url: z.url(), until: Instant }),
    status: 200,
    refusals: [...onFile, 'attachment.not_uploaded', 'attachment.not_as_said', 'version.contended'],
    run: async (ports: AttachmentPorts, request) => {
      const { context } = request
      const id = idIn(request, 'attachmentId')
      const ticketId = (await ports.attachments.load(id))?.state?.ticketId
      const command = { type: 'give a link' as const, tickets: await ticketsOf(ports, ticketId) }
      const done = await execute(attachments, ports.attachments, { id, command, context })
      if (!done.ok) return done
      if (!done.value.state) return refuse({ code: 'attachment.not_found' })
      const file = refOf(done.value.state)
      return ok({ ...file, url: await ports.objects.link(file), until: secondsAfter(context.now, linkSeconds) })
    },
  }),
}
