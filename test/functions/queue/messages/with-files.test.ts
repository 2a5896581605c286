import { describe, expect, it } from 'vitest'
import { AttachmentRef } from '../../../../domain/attachments/attachment.ts'
import { withFiles } from '../../../../functions/queue/messages/with-files.ts'
import { roomFor } from '../../../../functions/queue/room.ts'

const file = (n: number, size: number) =>
  AttachmentRef.parse({ id: `att_01KAJ0000000000000000000A${n}`, name: `${n}.txt`, type: 'text/plain', size })

describe('the files of an answer', () => {
  it('are there while it is handed over, those of another wait for room, and an answer without any waits for nothing', async () => {
    const sent: string[] = []
    const free: (() => void)[] = []
    const inHand = withFiles(async () => new Uint8Array(6), roomFor(10))
    const send = (name: string, n: number) =>
      inHand([file(n, 6)], async (files) => {
        sent.push(`${name} with ${files.map((each) => each.name)}`)
        await new Promise<void>((resolve) => free.push(resolve))
      })
    const both = [send('first', 1), send('second', 2)]
    await inHand([], async () => void sent.push('words'))
    await expect.poll(() => sent).toEqual(expect.arrayContaining(['words', 'first with 1.txt']))
    expect(sent).toHaveLength(2)
    free[0]?.()
    await expect.poll(() => sent.at(-1)).toBe('second with 2.txt')
    free[1]?.()
    await Promise.all(both)
  })

  it('are not sent where one is not what was kept', async () => {
    const inHand = withFiles(async () => new Uint8Array(5), roomFor(10))
    await expect(inHand([file(1, 6)], async () => 'sent')).rejects.toThrow('5 bytes and not 6')
  })
})
