/** Who works at the desk on the day, in two shifts: always the same for the same number. */
export type Agent = {
  readonly user: string
  readonly shift: 'early' | 'late'
  readonly teams: readonly [string, ...string[]]
  readonly leads: readonly string[]
  /** None named is all. */
  readonly languages: readonly string[]
  /** Takes each ticket when they like; all others are handed theirs. */
  readonly pulls: boolean
}

export const desks = ['customer_service', 'operations', 'finance'] as const
/** With so many there is somebody for every queue on both shifts. */
const enough = 10

const teamsAt = (i: number, count: number): Agent['teams'] => {
  if (count < enough) return desks
  const pair = Math.floor(i / 2) % 5
  if (pair < 3) return ['customer_service']
  return pair === 3 ? ['operations', 'customer_service'] : ['finance', 'customer_service']
}

export const teamOf = (count: number): readonly Agent[] =>
  Array.from({ length: count }, (_, i) => ({
    user: `usr_d${i}`,
    shift: i % 2 === 0 ? 'early' : 'late',
    teams: teamsAt(i, count),
    leads: i < 2 ? ['customer_service'] : [],
    languages: i >= 2 && i < 6 && count >= enough ? ['zh-CN', 'en'] : [],
    pulls: i % 4 === 2,
  }))

/** Answers for all of them. */
export const boss = 'usr_boss'

export const hours = {
  early: ['07:30-12:00', '12:30-16:00'],
  late: ['13:30-18:00', '18:30-22:30'],
} as const
/** On the eve of a holiday people go home earlier. */
export const eveHours = {
  early: hours.early,
  late: ['13:30-18:00', '18:30-21:00'],
} as const

/** When customers are promised that somebody is there. */
export const open = {
  everyDay: ['08:00-12:00', '13:00-21:00'],
  /** As it was agreed first, and as it is from the morning of the eve on. */
  eve: ['08:00-12:00', '13:00-20:00'],
  eveAtLast: ['08:00-12:00', '13:00-17:00'],
} as const
export const calendar = 'desk'
/** What ships, and needs no calendar of the firm's. */
export const always = 'around_the_clock'
/** Minutes until the first answer, every further one, and the end, by priority. */
export const promised = { P1: [15, 30, 240], P2: [30, 60, 480], P3: [120, 240, 960], P4: [240, 480, 2400] } as const
