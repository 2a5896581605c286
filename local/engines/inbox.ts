import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { MailDoor } from './mail-door.ts'

export type Inbox = { readonly stop: () => Promise<void> }

const lookEveryMs = 500

/** A file that is still being written may be cut: one is taken when it ends as it did at the last look. */
const isSettled = (sizes: Map<string, number>, name: string, size: number): boolean => {
  const before = sizes.get(name)
  sizes.set(name, size)
  return before === size
}

/** Takes in one mail file, and moves it to those that were taken, or that nobody here wants. */
const takeIn = async (folder: string, name: string, door: MailDoor): Promise<void> => {
  const { recipients } = await door.receive(await readFile(join(folder, name)), {})
  if (recipients.length === 0) console.error(`inbox: ${name}: ${door.refusal}`)
  await rename(join(folder, name), join(folder, recipients.length > 0 ? 'taken' : 'refused', name))
}

/** Watches `folder`: a mail file (`*.eml`) that is dropped there comes in as if it had been sent. */
export const watchInbox = async (folder: string, door: MailDoor): Promise<Inbox> => {
  for (const name of ['taken', 'refused']) await mkdir(join(folder, name), { recursive: true })
  const sizes = new Map<string, number>()
  const look = async (): Promise<void> => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort()
    for (const name of names) {
      const { size } = await stat(join(folder, name))
      if (isSettled(sizes, name, size)) await takeIn(folder, name, door)
    }
  }
  let looking: Promise<void> = Promise.resolve()
  let isBusy = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    looking = look()
      .catch((cause: unknown) => console.error('inbox:', cause))
      .finally(() => {
        isBusy = false
      })
  }, lookEveryMs).unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}
