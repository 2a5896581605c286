import { expect, test } from 'vitest'
import { joined } from '../../../../adapters/dynamo/table/joined.ts'

const counting = (isBroken = false) => {
  let reads = 0
  return joined(async () => {
    reads += 1
    const mine = reads
    await Promise.resolve()
    if (isBroken) throw new Error(`read ${mine}`)
    return mine
  })
}

test('what is asked for together is read once', async () => {
  const read = counting()
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
})

test('whoever asks later gets what stands there then', async () => {
  const read = counting()
  expect([await read(), await read()]).toEqual([1, 2])
})

test('a read that failed fails for all who waited, and for nobody after them', async () => {
  const read = counting(true)
  const failed = await Promise.allSettled([read(), read()])
  expect(failed.map((one) => one.status === 'rejected' && one.reason.message)).toEqual(['read 1', 'read 1'])
  await expect(read()).rejects.toThrow('read 2')
})
