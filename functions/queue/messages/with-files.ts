import type { AttachmentRef } from '../../../domain/attachments/attachment.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { MailFile } from '../../../domain/messages/ports.ts'
import type { roomFor } from '../room.ts'

type Room = ReturnType<typeof roomFor>
type Read = (id: string) => Promise<Uint8Array>

const fetched = async (read: Read, { id, name, type, size }: AttachmentRef): Promise<MailFile> => {
  const content = await read(id)
  // What is cut short is rather brought again than sent.
  if (content.length !== size) throw new Failure(`${id} has ${content.length} bytes and not ${size}`)
  return { name, type, content }
}

/** Fetches files and does the work with them; those of messages that are sent at once wait for room. */
export const withFiles =
  (read: Read, inRoom: Room) =>
  <T>(files: readonly AttachmentRef[], work: (files: readonly MailFile[]) => Promise<T>): Promise<T> => {
    if (files.length === 0) return work([])
    const size = files.reduce((sum, file) => sum + file.size, 0)
    return inRoom(size, async () => work(await Promise.all(files.map((file) => fetched(read, file)))))
  }
