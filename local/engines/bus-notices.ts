import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import type { JsonObject } from '../assembly/json.ts'
import type { Ledger } from '../ledger.ts'
import { eventRules } from '../triggers/event-rules.ts'
import type { Deliver } from '../triggers/schedule-run.ts'

const Waiting = z.array(z.object({ target: z.string(), input: z.string() }))
type Waiting = z.infer<typeof Waiting>

export type BusNotices = {
  /** Sees to it that the events are told, now or after a restart: in their order, one at a time. */
  readonly add: (events: readonly { readonly bus: string; readonly event: JsonObject }[]) => void
  readonly stop: () => Promise<void>
}
export type BusNoticesOptions = {
  readonly assembly: Assembly
  readonly deliver: Deliver
  readonly ledger: Ledger
}

/** A provider tells after it has answered; what could not be told is tried again as often as this (milliseconds). */
const pause = 100

/** What is to be told, in the ledger until it is: only what a rule makes of it, for the rest names addresses. */
const openWaiting = (ledger: Ledger, key: string) => {
  let waiting: Waiting = Waiting.parse(JSON.parse(ledger.get(key) ?? '[]'))
  const keep = (next: Waiting): void => {
    waiting = next
    ledger.set(key, JSON.stringify(next))
  }
  return {
    first: () => waiting[0],
    add: (news: Waiting) => keep([...waiting, ...news]),
    done: () => keep(waiting.slice(1)),
  }
}

/** What a service puts on the account's event bus, and what the rules of the templates make of it. `key`: whose notices they are. */
export const startBusNotices = ({ assembly, deliver, ledger }: BusNoticesOptions, key: string): BusNotices => {
  const route = eventRules(assembly)
  const waiting = openWaiting(ledger, key)
  let timer: NodeJS.Timeout | undefined
  let telling: Promise<void> = Promise.resolve()
  let stopped = false

  const tell = async (): Promise<void> => {
    for (let next = waiting.first(); next && !stopped; next = waiting.first()) {
      await deliver(next.target, next.input)
      waiting.done()
    }
  }
  /** The timer stands until what it began is through: two at once would tell of one thing twice, and of the next not at all. */
  const soon = (): void => {
    if (timer || stopped || !waiting.first()) return
    timer = setTimeout(() => {
      telling = tell()
        .catch((cause: unknown) => console.error(`${key}:`, cause))
        .then(() => {
          timer = undefined
          soon()
        })
    }, pause).unref()
  }
  soon()
  return {
    add: (events) => {
      waiting.add(events.flatMap(({ bus, event }) => route(bus, event)))
      soon()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await telling
    },
  }
}
