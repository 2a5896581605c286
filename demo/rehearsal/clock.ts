import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { minute } from './days.ts'
import { dueBefore } from './raw.ts'
import type { Stage } from './stage.ts'

export type Clock = {
  /** Milliseconds since 1970. */
  readonly now: () => Promise<number>
  /** Moves the deployment's clock on to a moment; does nothing where it has passed. */
  readonly to: (moment: number) => Promise<void>
  /** Waits until all that follows from what happened so far has come to rest, and nothing is due that was not seen to. */
  readonly calm: () => Promise<void>
}

const Time = z.object({ now: z.string() })
const Functions = z.array(z.looseObject({ name: z.string(), invocations: z.int(), running: z.int() }))
const Queues = z.array(
  z.looseObject({
    name: z.string(),
    waiting: z.int(),
    inFlight: z.int(),
    delayed: z.int(),
    deadLetters: z.object({ waiting: z.int() }).optional(),
  }),
)

const pause = 100
/** So many equal pictures of an idle deployment are a calm one. */
const still = 3
/** So many equal pictures of one in which a message lies about that nobody takes: it was held by a worker that is gone. */
const stuck = 20
const nudge = 30_000
/** Longer than anything waits that a kill has interrupted: what a worker held comes back after nine minutes at most. */
const longest = 25 * minute

/** Nothing takes as long, however many thousand fall due on one day and however busy the machine is. Milliseconds of real time. */
const patience = 1_800_000

/** What is under way, and what is left: messages for a later time, or such as should be taken now. `text` changes as long as anything comes of it. */
type Picture = { readonly running: readonly string[]; readonly left: 'nothing' | 'later' | 'now'; readonly text: string }

const leftIn = (open: z.infer<typeof Queues>): Picture['left'] => {
  if (open.length === 0) return 'nothing'
  return open.every(({ waiting, inFlight }) => waiting + inFlight === 0) ? 'later' : 'now'
}

const lookAt = async ({ reach }: Stage): Promise<Picture> => {
  const [functions, queues] = await Promise.all([
    reach(({ control }) => `${control}/functions`).then(async (answer) => Functions.parse(await answer.json())),
    reach(({ control }) => `${control}/queues`).then(async (answer) => Queues.parse(await answer.json())),
  ])
  const open = queues.filter(({ waiting, inFlight, delayed, deadLetters }) => deadLetters && waiting + inFlight + delayed > 0)
  const running = functions.filter((one) => one.running > 0).map(({ name }) => name)
  const lost = queues.filter(({ deadLetters }) => (deadLetters?.waiting ?? 0) > 0).map(({ name }) => name)
  if (lost.length > 0) throw new Error(`Messages were given up by ${lost}`)
  const text = JSON.stringify([functions.map(({ invocations }) => invocations), open])
  return { running, left: leftIn(open), text }
}

/** Watches until nothing changes any more, because all is done or because what is left waits. */
const watched = async (stage: Stage): Promise<{ readonly isIdle: boolean; readonly text: string }> => {
  const deadline = performance.now() + patience
  for (let [same, last] = [0, '']; ; ) {
    const { running, left, text } = await lookAt(stage)
    // Whoever works is not helped by a later clock: the machine is busy, and time passes by itself.
    same = text === last && running.length === 0 ? same + 1 : 0
    last = text
    if (same >= (left === 'now' ? stuck : still)) return { isIdle: left === 'nothing', text }
    if (performance.now() > deadline) throw new Error(`No end comes of ${running}: ${text}`)
    await sleep(pause)
  }
}

export const clockOf = (stage: Stage): Clock => {
  const { reach } = stage
  const now = async () => Date.parse(Time.parse(await (await reach(({ control }) => `${control}/clock`)).json()).now)
  /** Asked once: whether a deployment that was killed meanwhile had moved its clock before, its clock tells. */
  const forward = async (milliseconds: number): Promise<void> => {
    const body = JSON.stringify({ advance: `PT${(milliseconds / 1000).toFixed(3)}S` })
    const { control } = await stage.at()
    try {
      const answer = await fetch(`${control}/clock`, { method: 'POST', body })
      const text = await answer.text()
      if (!answer.ok) throw new Error(text)
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause
      await sleep(pause)
    }
  }
  /** Whether the deployment has come to rest: until then time passes by itself, or is helped to where it waits for it. */
  const rest = async (began: number): Promise<boolean> => {
    const { isIdle, text } = await watched(stage)
    const due = await dueBefore(stage, await now())
    // A sweep that came in between has taken away what was due, and handed it over where we had looked already.
    if (isIdle && due.length === 0 && (await lookAt(stage)).text === text) return true
    if (isIdle && due.length === 0) return false
    if ((await now()) - began > longest) throw new Error(`No rest comes: ${text} ${JSON.stringify(due.slice(0, 5))}`)
    await forward(nudge)
    return false
  }
  const calm = async (): Promise<void> => {
    const began = await now()
    while (!(await rest(began)));
  }
  return {
    now,
    calm,
    to: async (moment) => {
      for (let left = moment - (await now()); left > 0; left = moment - (await now())) await forward(left)
    },
  }
}
