import { describe, expect, it } from 'vitest'
import { SurveyId } from '../../../../domain/kernel/ids.ts'
import { Survey } from '../../../../domain/surveys/survey.ts'
import { recover } from '../../../../functions/queue/inbound/recover.ts'
import { context, openStage } from './stage.ts'

const surveyId = SurveyId.parse('svy_01KAJ0000000000000000000AA')
const asked = 'tkt_01KAJ0000000000000000000AA'
const customerId = 'cus_01KAJ0000000000000000000AA'

const answered = (scores: { csat?: number; nps?: number }) =>
  Survey.parse({
    status: 'answered',
    id: surveyId,
    customerId,
    questionnaire: { id: 'after_ticket', edition: 1 },
    language: 'en',
    cause: { type: 'ticket.resolved', at: '2026-11-20T02:00:00.000Z', subject: { kind: 'ticket', id: asked } },
    around: { tier: 'vip' },
    waits: { quietHours: 24, cancelledBy: ['ticket.reopened'] },
    caretaker: 'usr_chen',
    createdAt: '2026-11-20T02:00:00.000Z',
    sentAt: '2026-11-21T02:00:00.000Z',
    expiresAt: '2026-12-05T02:00:00.000Z',
    answers: {},
    scores: { ...scores, dimensions: {} },
    mode: 'online',
    firstAt: '2026-11-22T01:00:00.000Z',
    lastAt: '2026-11-22T01:00:00.000Z',
  })

type Heard = { readonly times?: number; readonly retired?: readonly string[] }

const heard = async (scores: { csat?: number; nps?: number }, { times = 1, retired = [] }: Heard = {}) => {
  const stage = openStage({ customers: { [customerId]: [] } })
  for (const kind of retired) stage.retired.add(kind)
  const surveys = { load: async () => ({ state: answered(scores), version: 3 }) }
  for (let time = 0; time < times; time += 1) await recover({ surveys, desk: stage.ports.desk }, surveyId, context)
  return stage.opened()
}

describe('a bad score', () => {
  it.each([[{ csat: 2 }], [{ nps: 6 }]])('of %o opens a complaint that goes on with the ticket that was asked about', async (scores) => {
    const [opened, ...others] = await heard(scores)
    expect(others).toEqual([])
    expect(opened).toMatchObject({
      ticket: { kind: 'complaint', channel: 'survey', survey: surveyId, language: 'en', customerId, continues: asked, tags: ['recovery'] },
    })
    // The customer did not write it, so nobody answers that it has arrived.
    expect(opened).not.toHaveProperty('message')
  })

  it('opens one, however often it is heard of', async () => {
    expect(await heard({ csat: 1 }, { times: 3 })).toHaveLength(1)
  })

  it('is seen to also where the firm has no complaints any more', async () => {
    const [opened] = await heard({ csat: 1 }, { retired: ['complaint'] })
    expect(opened).toMatchObject({ ticket: { kind: 'inquiry', customerId, continues: asked, tags: ['recovery'] } })
  })

  it.each([[{ csat: 3 }], [{ nps: 7 }], [{}]])('is none of %o', async (scores) => {
    expect(await heard(scores)).toEqual([])
  })
})
