import { visits } from '../../../domain/visits/decide.ts'
import { VisitEvent } from '../../../domain/visits/events.ts'
import { successorOf } from '../../../domain/visits/next.ts'
import type { Visit } from '../../../domain/visits/visit.ts'
import { VisitForm } from '../../../domain/visits/visit.ts'
import { stories } from '../../support/given.ts'
import { customerId, customerOf, looked, on } from '../reviews/stories.ts'

export const visitId = 'vst_01KAJ0000000000000000000AA'
export const { given } = stories(visits)
export const form = VisitForm.parse({
  channel: 'phone',
  satisfaction: 4,
  promises: [{ text: '新的对账模板', owner: 'usr_li', due: '2026-12-15' }],
})

/** A visit of a VIP by the cadence of 30 days, the first of its customer's. */
export const planned = (facts: Partial<Visit> = {}) =>
  VisitEvent.parse({
    type: 'visit.planned',
    visit: {
      id: visitId,
      customerId,
      number: 1,
      customer: looked,
      since: '2026-11-01',
      days: 30,
      dueOn: '2026-12-01',
      isFixed: false,
      attempt: 1,
      status: 'planned',
      asked: [],
      ...facts,
    },
  })
export const fellDue = (dueOn = '2026-12-01', visitor = 'usr_wang') =>
  VisitEvent.parse({ type: 'visit.fell_due', dueOn, visitor, at: on(dueOn).now })
export const attend = (days: number | undefined = 30, customer = customerOf()) => ({ type: 'attend', customer, days }) as const

/** What follows a visit on a day. */
export const successor = (last: Visit | undefined, today: string, days: number | undefined = 30, customer = customerOf()) =>
  successorOf(last, customer, { days, today })
