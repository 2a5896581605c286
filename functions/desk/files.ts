import { type AttachmentRef, refOf } from '../../domain/attachments/attachment.ts'
import { type AttachmentCommand, attachments } from '../../domain/attachments/decide.ts'
import type { AttachmentStore, FileObjects, Uploaded } from '../../domain/attachments/ports.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { attempt } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'

export type FilePorts = { readonly attachments: AttachmentStore; readonly objects: FileObjects }

type Kept = Result<AttachmentRef, Refused>

type Keeping = { readonly as: (found: Uploaded | undefined) => AttachmentCommand; readonly context: Context }

/** Looks at what was uploaded, and keeps that very content and no other. */
const keepOnce = async ({ attachments: store, objects }: FilePorts, id: string, { as, context }: Keeping): Promise<Kept> => {
  const seen = await store.load(id)
  const found = seen?.state?.status === 'asked' ? await objects.look(id) : undefined
  const command = as(found)
  const allowed = attachments.decide(seen?.state, command, context)
  if (!allowed.ok) return allowed
  if (seen?.state && allowed.value.length === 0) return ok(refOf(seen.state))
  // Between the look and the copy the form may have brought another content: then that is looked at.
  if (found && !(await objects.keep(id, found.tag))) return refuse({ code: 'version.contended' })
  const done = await attempt(attachments, store, { id, command, context })
  if (!done.ok) return done
  return done.value.state ? ok(refOf(done.value.state)) : refuse({ code: 'attachment.not_found' })
}

const keepOf = async (ports: FilePorts, id: string, { ticketId, context }: Taking): Promise<Kept> => {
  const asked = await ports.attachments.load(id)
  if (asked?.state?.ticketId !== ticketId) return refuse({ code: 'attachment.not_found' })
  return keepUploaded(ports, id, { as: (found) => ({ type: 'keep', found }), context })
}

/** Keeps what was uploaded under this id, as the command says that is made of it: nothing where it is kept already. */
export const keepUploaded = (ports: FilePorts, id: string, keeping: Keeping): Promise<Kept> =>
  whileOvertaken(() => keepOnce(ports, id, keeping))

/** All of them, each once, or why one of them is not taken. */
export const allOf = async (ids: readonly string[], take: (id: string) => Promise<Kept>): Promise<Result<AttachmentRef[], Refused>> => {
  const kept = await Promise.all([...new Set(ids)].map(take))
  const refused = kept.find((each) => !each.ok)
  if (refused && !refused.ok) return refused
  return ok(kept.flatMap((each) => (each.ok ? [each.value] : [])))
}

type Taking = { readonly ticketId: string; readonly context: Context }

/**
 * The files that a reply or note on this ticket names, each of them uploaded for it and seen to be what it was said to be: to be
 * called before the message is kept. Asked for again it does nothing.
 */
export const takeFiles = (ports: FilePorts, ids: readonly string[], taking: Taking): Promise<Result<AttachmentRef[], Refused>> =>
  allOf(ids, (id) => keepOf(ports, id, taking))

/**
 * Says on which ticket the message is on which these files hang: who sees the ticket sees them from then on. With `inbound`, a message
 * that comes in, a file that it did not bring stays where it is.
 */
export const placeFiles = async (
  { attachments: store }: Pick<FilePorts, 'attachments'>,
  files: readonly Pick<AttachmentRef, 'id'>[],
  { ticketId, inbound, context }: Taking & { readonly inbound?: string | undefined },
): Promise<void> => {
  for (const { id } of files) {
    const done = await whileOvertaken(() => attempt(attachments, store, { id, command: { type: 'place', ticketId, inbound }, context }))
    if (!done.ok && done.error.code !== 'attachment.not_found') throw new Failure(`${id} could not be placed: ${done.error.code}`)
  }
}
