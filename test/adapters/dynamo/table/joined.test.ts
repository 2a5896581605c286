import { expect, test } from 'vitest'
import { joinedBy } from '../../../../adapters/dynamo/table/joined.ts'

const counting = () => {
  let reads = 0
  const read = async (name: string): Promise<string> => {
    reads += 1
    const mine = reads
    await Promise.resolve()
    if (name === 'broken') throw new Error(`read ${mine}`)
    return `${name} ${mine}`
  }
  return joinedBy(read, (name) => name)
}

test('what is asked for together is read once, and apart from what else is asked for', async () => {
  const read = counting()
  expect(await Promise.all([read('a'), read('b'), read('a')])).toEqual(['a 1', 'b 2', 'a 1'])
})

test('whoever asks later gets what stands there then', async () => {
  const read = counting()
  expect([await read('a'), await read('a')]).toEqual(['a 1', 'a 2'])
})

test('a read that failed fails for all who waited, and for nobody after them', async () => {
  const read = counting()
  const failed = await Promise.allSettled([read('broken'), read('broken')])
  expect(failed.map((one) => one.status === 'rejected' && one.reason.message)).toEqual(['read 1', 'read 1'])
  await expect(read('broken')).rejects.toThrow('read 2')
})
