import { attachments } from '../../domain/attachments/decide.ts'
import type { AttachmentStore, FileObjects } from '../../domain/attachments/ports.ts'
import type { PlannedFile } from '../../domain/inbound/mail/plan-files.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { execute } from '../runtime/execute.ts'

type FilePorts = { readonly attachments: AttachmentStore; readonly files: Pick<FileObjects, 'put'> }

/**
 * Keeps the files that came with a message, before the message that names them. One after the other, each from where it lies in what
 * came: a large one is never there twice. Throws where one cannot be kept.
 */
export const keepFiles = async (
  ports: FilePorts,
  files: readonly PlannedFile[],
  { inbound, context }: { readonly inbound: string; readonly context: Context },
): Promise<void> => {
  for (const { ref, content } of files) {
    await ports.files.put(ref, content)
    const command = { type: 'receive', file: ref, inbound } as const
    const done = await execute(attachments, ports.attachments, { id: ref.id, command, context })
    if (!done.ok) throw new Failure(`${ref.id} of ${inbound} could not be kept: ${done.error.code}`)
  }
}
