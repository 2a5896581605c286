import { dayOff, firstMinute, working } from './minute-map.ts'

/** What the simulator is told: minutes since 1970 and plain words. It knows nothing of the code that it is held against. */
export type SimFact = { readonly minute: number; readonly what: string }
export type SimLevel = {
  readonly calendar: Uint8Array
  readonly targets: Readonly<Record<string, number | undefined>>
  readonly pauses: Readonly<Record<string, readonly string[]>>
}
export type LevelOf = (kind: string, priority: string) => SimLevel

/** One run of a clock, every figure in minutes. */
export type SimClock = {
  name: string
  from: number
  until: number | undefined
  counted: number
  waiting: number
  over: number
  dayOff: number
  outside: number
  state: string
  due: number | undefined
  breachedAt: number | undefined
  steps: readonly number[]
}

type Held = { readonly level: SimLevel; readonly since: number }
type Run = { clock: SimClock; ticks: number[]; live: Held; judged: Held }

const over = (status: string): boolean => status === 'resolved' || status === 'closed'

/** Goes through a ticket's life minute by minute, and counts. */
export class Simulator {
  private status = 'new'
  private kind = ''
  private priority = 'P3'
  private level: SimLevel
  private readonly runs: Run[] = []
  private owed: Run | undefined
  private done: Run | undefined
  private nexts = 0

  private readonly levelOf: LevelOf

  constructor(levelOf: LevelOf) {
    this.levelOf = levelOf
    this.level = levelOf(this.kind, this.priority)
  }

  private start(name: string, minute: number): Run {
    const figures = { counted: 0, waiting: 0, over: 0, dayOff: 0, outside: 0 }
    const clock: SimClock = {
      name,
      from: minute,
      until: undefined,
      ...figures,
      state: '',
      due: undefined,
      breachedAt: undefined,
      steps: [],
    }
    const held = { level: this.level, since: minute }
    const run = { clock, ticks: [], live: held, judged: held }
    this.runs.push(run)
    return run
  }

  private told(what: string, minute: number): void {
    const [of, is = ''] = what.split(':')
    if (of === 'kind') this.kind = is
    if (of === 'priority') this.priority = is
    if (of === 'we_answered' && this.owed) {
      this.owed.clock.until = minute
      this.owed = undefined
    }
    if (of === 'customer_wrote' && !this.owed) {
      this.nexts += 1
      this.owed = this.start('next', minute)
    }
    if (of === 'status') this.moved(is, minute)
  }

  private moved(to: string, minute: number): void {
    const clock = this.done?.clock
    if (clock && !over(to) && clock.until !== undefined) clock.over += minute - clock.until
    if (clock) clock.until = over(to) ? (clock.until ?? minute) : undefined
    this.status = to
  }

  /** What held a minute ago is what a clock that ends now is judged by. */
  private judge(minute: number, opened: number): void {
    this.level = this.levelOf(this.kind, this.priority)
    for (const run of this.runs) {
      const { name, from, until } = run.clock
      const before = run.live
      const isSame = before.level.targets[name] === this.level.targets[name]
      run.live = { level: this.level, since: isSame ? before.since : Math.max(from, minute) }
      if (until === minute) run.judged = minute > opened ? before : run.live
    }
  }

  private tick(run: Run, minute: number): void {
    const { clock } = run
    if (over(this.status)) clock.over += 1
    else if (this.level.pauses[clock.name]?.includes(this.status)) clock.waiting += 1
    else {
      const bit = this.level.calendar[minute - firstMinute]
      if (bit === working) {
        clock.counted += 1
        run.ticks.push(minute)
      } else if (bit === dayOff) clock.dayOff += 1
      else clock.outside += 1
    }
  }

  run(facts: readonly SimFact[], now: number): readonly SimClock[] {
    const opened = facts[0]?.minute ?? 0
    this.owed = this.start('first', opened)
    this.done = this.start('resolution', opened)
    let next = 0
    for (let minute = opened; ; minute += 1) {
      const seen = next
      for (; facts[next]?.minute === minute; next += 1) this.told(facts[next]?.what ?? '', minute)
      if (next > seen) this.judge(minute, opened)
      if (minute === now) break
      if (this.owed) this.tick(this.owed, minute)
      if (this.done.clock.until === undefined) this.tick(this.done, minute)
    }
    for (const run of this.runs) this.conclude(run, now)
    const [first, resolution, ...rest] = this.runs.map(({ clock }) => clock)
    return [first, ...rest, resolution].filter((clock) => clock !== undefined)
  }

  /** The minute by whose end so many were counted, going on from where it stopped if nothing holds it up. */
  private reach(
    { ticks, level }: { ticks: readonly number[]; level: SimLevel },
    amount: number,
    from: number | undefined,
  ): number | undefined {
    const seen = ticks[amount - 1]
    if (seen !== undefined) return seen + 1
    if (from === undefined) return undefined
    let left = amount - ticks.length
    for (let minute = from; ; minute += 1) {
      if (minute - firstMinute >= level.calendar.length) throw new Error('the simulator has run out of minutes')
      if (level.calendar[minute - firstMinute] !== working) continue
      left -= 1
      if (left === 0) return minute + 1
    }
  }

  /** Why a clock that is open stands still as the ticket is now. */
  private heldUp(name: string, { pauses }: SimLevel): string | undefined {
    if (over(this.status)) return 'over'
    return pauses[name]?.includes(this.status) ? 'waiting' : undefined
  }

  private conclude(run: Run, now: number): void {
    const { clock, ticks } = run
    const isOpen = clock.until === undefined
    const { level, since } = isOpen ? run.live : run.judged
    const held = isOpen ? this.heldUp(clock.name, level) : undefined
    clock.state = isOpen ? (held ?? 'running') : 'met'
    const target = level.targets[clock.name]
    if (target === undefined) return
    const end = clock.until ?? now
    const onward = held === undefined ? end : undefined
    clock.due = this.reach({ ticks, level }, target, onward)
    const isLate = clock.due !== undefined && (isOpen ? clock.due <= end : clock.due < end)
    if (isLate && clock.due !== undefined) clock.breachedAt = Math.max(clock.due, since)
    const shares = isOpen && held !== 'over' ? [0.5, 0.8, 1] : []
    clock.steps = shares.map((share) => this.reach({ ticks, level }, Math.round(target * share), onward)).filter((at) => at !== undefined)
  }
}
