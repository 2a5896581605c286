/** How long and how much to measure, whole or `--quick`. */
export type Scale = {
  /** Requests of each kind in comparisons of medians. */
  readonly samples: number
  /** Of each load, in seconds. */
  readonly seconds: number
  readonly customers: readonly number[]
  readonly starts: number
  /** Reminders that wait, and surveys that fall due at once. */
  readonly due: readonly number[]
  readonly tickets: readonly number[]
  /** Handed over at once. */
  readonly mails: number
  /** Tickets that come to a deadline within the same minute. */
  readonly dueTickets: readonly number[]
}
export const whole: Scale = {
  samples: 300,
  seconds: 4,
  customers: [1_000, 10_000, 100_000],
  starts: 10,
  due: [1_000, 10_000, 100_000, 1_000_000],
  tickets: [1_000, 10_000, 100_000, 1_000_000],
  mails: 500,
  dueTickets: [1_000, 10_000],
}
export const quick: Scale = {
  samples: 60,
  seconds: 2,
  customers: [200, 1_000],
  starts: 3,
  due: [200, 2_000],
  tickets: [200, 1_000],
  mails: 100,
  dueTickets: [500],
}
