import { EventId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import * as moments from '../../../domain/kernel/later.ts'
import { shippedQuestionnaire } from '../../../domain/questionnaires/shipped.ts'
import { SurveyPlan } from '../../../domain/surveys/survey.ts'

export const { hours: hour, days: day } = moments
export const start = Instant.parse('2026-11-21T08:30:00.000Z')
/** So many milliseconds after the event that everything here is about. */
export const later = (milliseconds: number): Instant => moments.later(start, milliseconds)

const found = shippedQuestionnaire('service')
if (!found) throw new Error('the questionnaire about the service ships')
export const service = found

/** A survey that is to be sent a day after a visit. */
export const planOf = (facts: Partial<SurveyPlan> = {}): SurveyPlan =>
  SurveyPlan.parse({
    id: 'svy_01KAJ0000000000000000000AA',
    customerId: 'cus_01KAJ0000000000000000000AA',
    contactId: 'con_01KAJ0000000000000000000AA',
    questionnaire: { id: 'service', edition: 1 },
    language: 'zh-CN',
    cause: {
      type: 'visit.held',
      at: start,
      event: EventId.parse('evt_01KAJ0000000000000000000AA'),
      rule: 'after_visit',
      subject: { kind: 'visit', id: 'vst_01KAJ0000000000000000000AA' },
      agent: 'usr_li',
    },
    around: { tier: 'vip', owner: 'usr_wang', team: 'sales_east', region: 'east' },
    waits: { quietHours: 0, cancelledBy: [] },
    caretaker: 'usr_desk',
    createdAt: start,
    sendAt: later(day),
    ...facts,
  })
