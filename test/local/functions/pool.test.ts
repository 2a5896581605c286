import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FunctionPool } from '../../../local/functions/pool.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lading-pool-'))
  // Answers what it is told, at once or never.
  const code = 'export const handler = async (event) => (event === "hang" ? new Promise(() => setInterval(() => {}, 1000)) : event)'
  await writeFile(join(directory, 'index.mjs'), code)
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const poolOf = (concurrency: number) => {
  const plan = {
    ...{ name: 'echo', arn: 'arn:aws:lambda:us-east-1:000000000000:function:echo', directory, handler: 'index.handler', environment: {} },
    ...{ timeoutMs: 60_000, memoryMb: 128, concurrency, reserved: false, deadLetters: undefined },
  }
  const clock = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)
  return new FunctionPool(plan, { environment: {}, logPath: () => join(directory, 'log'), clock, services: {} }, () => {})
}
const said = async (pool: FunctionPool, words: string) => (await pool.invoke(JSON.stringify(words))).result

describe('the workers of a function', () => {
  it('start one after the other: what comes while the first one starts waits for it', async () => {
    const pool = poolOf(4)
    const answers = Promise.all(['a', 'b', 'c', 'd'].map((words) => said(pool, words)))
    expect(pool.workers).toBe(1)
    expect(await answers).toEqual(['"a"', '"b"', '"c"', '"d"'])
    await pool.stop()
  })

  it('are more as soon as events have waited for as long as a start takes', async () => {
    const pool = poolOf(2)
    void pool.invoke(JSON.stringify('hang'))
    expect(await said(pool, 'next')).toBe('"next"')
    expect(pool.workers).toBe(2)
    await pool.stop()
  })
})
