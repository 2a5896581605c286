import { createHash } from 'node:crypto'
import { type CodedLists, valueIn } from './list.ts'
import { shippedLists } from './shipped.ts'

/** Where nobody has said how often, once a year. */
const yearly = 365

/** "The more a customer is worth, the more often we see whether what we know of them still holds": after how many days, by tier. */
export const reviewDaysOf = (lists: CodedLists, tier: string): number =>
  valueIn(lists.tier, tier)?.reviewDays ?? valueIn(shippedLists.tier, tier)?.reviewDays ?? yearly

/** After how many days a customer of a tier is visited again; undefined for a tier that nobody visits by the clock. */
export const visitDaysOf = (lists: CodedLists, tier: string): number | undefined => valueIn(lists.tier, tier)?.visitDays

/** Who leads a team; undefined for no team, or one without a manager. */
export const managerOf = (lists: CodedLists, team: string | undefined): string | undefined =>
  team === undefined ? undefined : valueIn(lists.team, team)?.manager

/** Names the cadences as they are: what was scheduled under other ones is looked at again. */
export const cadenceName = (lists: CodedLists): string =>
  createHash('sha256')
    .update(JSON.stringify(lists.tier.values.map(({ code, visitDays }) => [code, reviewDaysOf(lists, code), visitDays ?? null])))
    .digest('hex')
    .slice(0, 12)
