import { ulid } from 'ulid'
import { dueShardOf } from '../adapters/dynamo/keys.ts'
import { reminderStore } from '../adapters/dynamo/reminders/reminder-store.ts'
import { Instant } from '../domain/kernel/instant.ts'
import { Reminder } from '../domain/reminders/reminder.ts'
import { type Made, recorded, seed } from './records.ts'
import type { Stage } from './stage.ts'

const actor = { id: 'usr_bench', roles: [], permissions: [], sees: [], reveals: [], reach: { kind: 'all' } } as const
/** As many people as the reminders are for, in turns. */
const people = 200

const instant = (milliseconds: number): Instant => Instant.parse(new Date(milliseconds).toISOString())

const make = async (stage: Stage, i: number, dueAt: Instant): Promise<Made> => {
  const id = `rem_${ulid()}`
  const now = instant(Date.now())
  const owner = `usr_bench_${i % people}`
  const terms = { text: '确认冷藏柜的到港时间', dueAt, startsAt: dueAt, zone: 'Asia/Shanghai', status: 'waiting' }
  const state = Reminder.parse({ id, ...terms, owner, madeBy: { kind: 'person', id: owner }, madeAt: now })
  const change = { id, expected: 0, before: undefined, state, events: [], context: { now, actor, traceId: 'bench' } }
  return { id, items: await recorded(stage, (table) => reminderStore(table).commit(change)) }
}

/** An id that falls on the same partition of the due index, so that a copy of the entry stands where it belongs. */
const idLike = ({ id }: { readonly id: string }): string => {
  for (;;) {
    const like = `rem_${ulid()}`
    if (dueShardOf(like) === dueShardOf(id)) return like
  }
}

type Span = { readonly count: number; readonly from: number; readonly ms: number }

/** Puts reminders into the table that fall due at moments spread evenly over `ms` milliseconds from the moment `from` (epoch milliseconds) on. */
export const seedReminders = (stage: Stage, { count, from, ms }: Span): Promise<void> => {
  const places = Math.min(1000, count)
  return seed(stage, [0, count], { make: (i) => make(stage, i, instant(from + Math.floor((i * ms) / places))), idLike })
}
