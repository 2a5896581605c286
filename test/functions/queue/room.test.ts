import { expect, it } from 'vitest'
import { roomFor } from '../../../functions/queue/room.ts'

it('large mails are read one after the other, small ones beside one another, and every one is read', async () => {
  const inRoom = roomFor(100)
  let held = 0
  const seen: number[] = []
  const sizes = [60, 60, 10, 10, 250, 30, 90, 1]
  const read = (size: number) =>
    inRoom(size, async () => {
      held += size
      seen.push(held)
      await new Promise((resolve) => setImmediate(resolve))
      held -= size
    })
  await Promise.all([...sizes.map(read), inRoom(50, () => Promise.reject(new Error('unreadable'))).catch(() => undefined)])
  expect(seen).toHaveLength(sizes.length)
  expect(seen.filter((one) => one > 100)).toEqual([250])
})
