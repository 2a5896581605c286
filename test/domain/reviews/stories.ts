import type { CustomerGlance } from '../../../domain/customers/glance.ts'
import { CustomerGlance as Glance } from '../../../domain/customers/glance.ts'
import { reviews } from '../../../domain/reviews/decide.ts'
import { ReviewEvent } from '../../../domain/reviews/events.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'

export const customerId = 'cus_01KAJ0000000000000000000AA'
export const contactId = 'con_01KAJ0000000000000000000AA'
export const otherContactId = 'con_01KAJ0000000000000000000BB'
export const days = { vip: 90, regular: 180, potential: 365 } as const

/** The customer of these stories, looked after by Wang in key accounts. */
export const customerOf = (facts: Partial<Record<keyof CustomerGlance, string>> = {}): CustomerGlance =>
  Glance.parse({
    id: customerId,
    kind: 'company',
    name: '顺达货代',
    tier: 'vip',
    stage: 'active',
    status: 'active',
    country: 'CN',
    owner: 'usr_wang',
    team: 'key_accounts',
    ...facts,
  })

export const looked = { tier: 'vip', owner: 'usr_wang', team: 'key_accounts' }
/** A morning of that day in Shanghai. */
export const on = (day: string, actor: Parameters<typeof contextOf>[0] = {}) => contextOf({ now: `${day}T01:00:00.000Z`, ...actor })

/** The customer is looked at on a day, by an event or by the clock. */
export const attend = (customer: CustomerGlance | undefined = customerOf(), manager: string | undefined = 'usr_manager') =>
  ({
    type: 'attend',
    customer,
    days: days[(customer?.tier ?? 'vip') as keyof typeof days],
    manager,
  }) as const

export const scheduled = (since: string, dueOn: string, facts: object = {}) =>
  ReviewEvent.parse({
    type: 'review.scheduled',
    customerId,
    customer: looked,
    since,
    days: 90,
    dueOn,
    at: `${since}T01:00:00.000Z`,
    ...facts,
  })
export const fellDue = (dueOn: string, owner = 'usr_wang') =>
  ReviewEvent.parse({ type: 'review.fell_due', dueOn, owner, at: `${dueOn}T01:00:00.000Z` })
export const escalated = (dueOn: string, at: string, to = 'usr_manager') =>
  ReviewEvent.parse({ type: 'review.escalated', dueOn, to, at: `${at}T01:00:00.000Z` })
export const heard = (who: string, day: string) =>
  ReviewEvent.parse({ type: 'review.heard', word: { who, at: `${day}T01:00:00.000Z` }, at: `${day}T01:00:00.000Z` })

export const { given } = stories(reviews)
