/** The firm that lives through the quarter: always the same for the same number of customers. */

type Tier = 'vip' | 'regular' | 'potential'
type Cadence = { readonly reviewDays: number; readonly visitDays: number }
type Cadences = Readonly<Record<Tier, Cadence>>

/** Working hours are the same from Monday to Friday. */
export type Colleague = {
  readonly user: string
  readonly team: string
  readonly isManager: boolean
  readonly zone: string
  readonly hours: readonly string[]
  /** When they want their digest; undefined for none. */
  readonly digestAt: string | undefined
  /** Undefined for who has named none: nothing is mailed to them. */
  readonly address: string | undefined
}
export type Quiet = { readonly from: string; readonly until: string; readonly zone: string }
export type Customer = {
  readonly number: number
  readonly name: string
  readonly tier: Tier
  readonly owner: string
  readonly team: string
  readonly address: string
  readonly language: 'zh-CN' | 'en'
  readonly quiet: Quiet | undefined
}
/** How often things come up: reviews and visits by tier, and which share of those without an open ticket call on a day. */
export type Pace = { readonly cadences: Cadences; readonly calls: number }
export type Firm = { readonly colleagues: readonly Colleague[]; readonly customers: readonly Customer[]; readonly pace: Pace }

/** The firm's visits are those that ship; its reviews are oftener, so that each tier's fall due and are escalated in a quarter. */
export const quarterly: Pace = {
  cadences: {
    vip: { reviewDays: 30, visitDays: 30 },
    regular: { reviewDays: 60, visitDays: 90 },
    potential: { reviewDays: 75, visitDays: 180 },
  },
  calls: 0.01,
}

/** Everything within three weeks, for a look that is over soon. */
export const dense: Pace = {
  cadences: {
    vip: { reviewDays: 2, visitDays: 3 },
    regular: { reviewDays: 2, visitDays: 7 },
    potential: { reviewDays: 2, visitDays: 10 },
  },
  calls: 0.1,
}

const teams = ['key_accounts', 'sales_east', 'sales_south'] as const
const office = ['09:00-12:00', '13:00-18:00']
const atHome = { zone: 'Asia/Shanghai', hours: office, digestAt: '14:00' }
/** All of them are at work, and want their digest, at some time between noon and two where the firm is. */
const elsewhere: Readonly<Record<number, Pick<Colleague, 'zone' | 'hours' | 'digestAt'>>> = {
  3: { zone: 'Asia/Tokyo', hours: office, digestAt: '15:00' },
  4: { zone: 'Europe/Berlin', hours: ['07:00-12:00', '12:30-15:00'], digestAt: '07:00' },
  5: { ...atHome, digestAt: undefined },
}

const colleagueAt = (i: number): Colleague => ({
  user: `usr_q${i}`,
  team: teams[i % teams.length] ?? teams[0],
  isManager: i < teams.length,
  address: i === 9 ? undefined : `q${i}@firm.example`,
  ...(elsewhere[i] ?? atHome),
})
const colleagues = Array.from({ length: 10 }, (_, i) => colleagueAt(i))

const tiers: readonly Tier[] = [
  'vip',
  'regular',
  'regular',
  'potential',
  'regular',
  'regular',
  'potential',
  'regular',
  'regular',
  'potential',
]
const quiets: readonly (Quiet | undefined)[] = [
  undefined,
  { from: '21:00', until: '09:00', zone: 'Asia/Shanghai' },
  { from: '21:00', until: '09:00', zone: 'America/New_York' },
  { from: '22:00', until: '08:00', zone: 'Europe/Berlin' },
]

const customerAt = (number: number): Customer => {
  const { user, team } = colleagues[Math.floor(number / 3) % colleagues.length] ?? colleagueAt(0)
  const name = `Quarter ${String(number).padStart(5, '0')} Logistics Ltd`
  return {
    number,
    name,
    tier: tiers[number % tiers.length] ?? 'regular',
    owner: user,
    team,
    address: `desk.${number}@quarter.example`,
    language: number % 3 === 0 ? 'en' : 'zh-CN',
    quiet: quiets[number % quiets.length],
  }
}

export const firmOf = (count: number, pace: Pace): Firm => ({
  colleagues,
  customers: Array.from({ length: count }, (_, i) => customerAt(i + 1)),
  pace,
})

export const managerOf = ({ colleagues: all }: Firm, team: string): string =>
  all.find((one) => one.team === team && one.isManager)?.user ?? ''
