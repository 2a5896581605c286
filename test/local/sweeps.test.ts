import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type Sweeps, startSweeps } from '../../local/sweeps.ts'

/** A sweep whose every run lasts until the test ends it, or its signal does. */
const slowSweep = () => {
  const runs: { readonly end: () => void; readonly fail: (cause: Error) => void }[] = []
  const seen = { atOnce: 0, most: 0, cutOff: 0 }
  const sweep = async (_pace: unknown, signal: AbortSignal): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    runs.push({ end: resolve, fail: reject })
    seen.atOnce += 1
    seen.most = Math.max(seen.most, seen.atOnce)
    signal.addEventListener('abort', () => {
      seen.cutOff += 1
      reject(new Error('cut off'))
    })
    await promise.finally(() => {
      seen.atOnce -= 1
    })
  }
  const begun = (count: number) => expect.poll(() => runs.length).toBe(count)
  return { runs, seen, sweep, begun }
}

let sweeps: Sweeps | undefined
afterEach(() => sweeps?.end())
const never = 2 ** 31 - 1

describe('sweeps for what has expired', () => {
  it('are not begun by the timer while a slow one still runs, and are again once it is through', async () => {
    const { runs, seen, sweep, begun } = slowSweep()
    sweeps = startSweeps(sweep, 1)
    await begun(1)
    await pause(30)
    expect(runs).toHaveLength(1)
    runs[0]?.end()
    await begun(2)
    expect(seen.most).toBe(1)
  })

  it('give way to one that somebody waits for, which begins when they have ended', async () => {
    const { runs, seen, sweep, begun } = slowSweep()
    sweeps = startSweeps(sweep, 1)
    await begun(1)
    const asked = sweeps.now()
    await begun(2)
    expect(seen).toMatchObject({ cutOff: 1, most: 1 })
    runs[1]?.end()
    await asked
  })

  it('look again for whoever asks during one, once for all who ask', async () => {
    const { runs, seen, sweep, begun } = slowSweep()
    sweeps = startSweeps(sweep, never)
    const first = sweeps.now()
    await begun(1)
    const [second, third] = [sweeps.now(), sweeps.now()]
    await pause(10)
    expect(runs).toHaveLength(1)
    runs[0]?.end()
    await first
    await begun(2)
    runs[1]?.end()
    await Promise.all([second, third])
    expect(runs).toHaveLength(2)
    expect(seen).toEqual({ atOnce: 0, most: 1, cutOff: 0 })
  })

  it('tell whoever asked that one failed, and go on', async () => {
    const { runs, sweep, begun } = slowSweep()
    sweeps = startSweeps(sweep, never)
    const failing = sweeps.now()
    await begun(1)
    runs[0]?.fail(new Error('the table does not answer'))
    await expect(failing).rejects.toThrow('the table does not answer')
    const next = sweeps.now()
    await begun(2)
    runs[1]?.end()
    await next
  })

  it('end with the deployment: the one in hand is cut off and none begins', async () => {
    const { runs, seen, sweep, begun } = slowSweep()
    sweeps = startSweeps(sweep, 1)
    await begun(1)
    await sweeps.end()
    expect(seen).toMatchObject({ atOnce: 0, cutOff: 1 })
    await sweeps.now()
    await pause(10)
    expect(runs).toHaveLength(1)
  })
})
