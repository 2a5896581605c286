import * as fc from 'fast-check'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventKey } from '../../../adapters/dynamo/events/keys.ts'
import { surveyQueries } from '../../../adapters/dynamo/surveys/survey-queries.ts'
import { surveyRuleStore } from '../../../adapters/dynamo/surveys/survey-rule-store.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { system } from '../../../domain/kernel/system-actor.ts'
import type { Answers } from '../../../domain/questionnaires/answers.ts'
import { suggestions } from '../../../domain/suggestions/decide.ts'
import { surveyRules } from '../../../domain/survey-rules/decide.ts'
import { SurveyRule } from '../../../domain/survey-rules/rule.ts'
import { surveys } from '../../../domain/surveys/decide.ts'
import type { Survey } from '../../../domain/surveys/survey.ts'
import { VisitEvent } from '../../../domain/visits/events.ts'
import { Notice } from '../../../functions/queue/job.ts'
import { surveyDue } from '../../../functions/queue/surveys/survey-due.ts'
import { surveyFollow } from '../../../functions/queue/surveys/survey-follow.ts'
import { surveyTrigger } from '../../../functions/queue/surveys/survey-trigger.ts'
import { derivedId } from '../../../functions/runtime/derived-id.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { day, later, service, start } from '../../domain/surveys/survey.ts'
import { contextOf } from '../../support/context.ts'
import { glanceOf, putCustomers } from '../../support/customer-items.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'
import { surveyPorts } from '../../support/survey-ports.ts'

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(() => engine?.stop())

const at = (now: Context['now']): Context => ({ now, actor: system, traceId: 'trace-test' })

const putRule = async (facts: object = {}) => {
  const rule = SurveyRule.parse({
    id: 'after_visit',
    name: 'After a visit',
    eventType: 'visit.held',
    questionnaire: 'service',
    caretaker: 'usr_desk',
    ...facts,
  })
  const done = await execute(surveyRules, surveyRuleStore(engine.table), {
    id: rule.id,
    command: { type: 'put', rule, known: true },
    context: contextOf(),
  })
  expect(done.ok).toBe(true)
}

/** A customer, and what happened there to a visit, as it stands in the log. */
const happened = async (contactId = `con_${ulid()}`, owner: string | undefined = 'usr_wang') => {
  const customer = glanceOf({ tier: 'vip', ...(owner !== 'nobody' && { owner }) })
  await putCustomers(engine.table, [customer])
  const subject = { kind: 'visit', id: `vst_${ulid()}` }
  const event = EventEnvelope.parse({
    id: `evt_${ulid()}`,
    type: 'visit.held',
    schema: 1,
    at: start,
    actor: { id: 'usr_li', roles: ['agent'] },
    subject,
    version: 1,
    about: [customer.id],
    traceId: 'trace-test',
    data: VisitEvent.parse({ type: 'visit.held', form: { channel: 'on_site', with: [contactId] }, at: start, by: 'usr_li' }),
  })
  await engine.table.transact([engine.table.put({ ...eventKey(subject.id, event.id), entity: 'event', ...event })])
  return { customer, contactId, event, notice: Notice.parse(Notice.strip().parse(event)), id: derivedId('survey', event.id) }
}

const listed = async (contactId: string): Promise<readonly Survey[]> => {
  const page = await surveyQueries(engine.table, engine.cursors).of(contactId, () => true, { limit: 100, reader: 'usr_test' })
  return page.ok ? page.value.items.map(({ state }) => state) : []
}
describe('one event, one survey', () => {
  it('told a thousand times at once, it gives one record; whoever lost the race comes again and changes nothing', async () => {
    await putRule()
    const ports = surveyPorts(engine)
    const { contactId, notice, id } = await happened()
    // As many beside one another as workers would be; each delivery that fails comes again, as the queue has it.
    const deliveries = Array.from({ length: 1000 }, () => () => surveyTrigger(ports, notice, at(start)))
    const worker = async (): Promise<void> => {
      for (let deliver = deliveries.pop(); deliver; deliver = deliveries.pop()) await deliver().catch(deliver)
    }
    await Promise.all(Array.from({ length: 50 }, worker))
    await surveyTrigger(ports, notice, at(later(day)))
    expect((await listed(contactId)).map((survey) => [survey.id, survey.status])).toEqual([[id, 'scheduled']])
  })

  it('falls due twenty times at once and goes out once; after a crash between that and the mail there is one mail', async () => {
    await putRule()
    const ports = surveyPorts(engine)
    const { notice, id } = await happened()
    await surveyTrigger(ports, notice, at(start))
    await Promise.allSettled(Array.from({ length: 20 }, () => surveyDue(ports, id, at(later(day)))))
    const sent = await ports.surveys.load(id)
    expect(sent).toMatchObject({ version: 2, state: { status: 'sent' } })
    // The worker died here. Its event is told again, and again.
    const message = derivedId('message', `survey:${id}:invitation`)
    expect(await ports.messages.load(message)).toBeUndefined()
    await Promise.all(Array.from({ length: 10 }, () => surveyFollow(ports, id, at(later(day)))))
    expect(await ports.messages.load(message)).toMatchObject({
      version: 1,
      state: { template: 'survey.invitation', fields: { link: { page: 's', id } } },
    })
  })
})

const idsAt = (events: readonly { readonly after: number; readonly id: string }[], moment: number, times: number): readonly string[] =>
  events.filter(({ after }) => after === moment).flatMap(({ id }) => Array.from({ length: times }, () => id))

/** Those of one moment fall due beside one another; who is overtaken comes again, as the queue has it. */
const fallDueTogether = async (ports: ReturnType<typeof surveyPorts>, ids: readonly string[], now: Context['now']): Promise<void> => {
  let left = ids
  for (let round = 0; left.length > 0 && round < 20; round += 1) {
    const tried = await Promise.allSettled(left.map((id) => surveyDue(ports, id, at(now))))
    left = left.filter((_, i) => tried[i]?.status === 'rejected')
  }
}

describe('a contact is asked at most once in thirty days', () => {
  it('however many surveys fall due for them, in whatever order and at once', async () => {
    await putRule()
    const ports = surveyPorts(engine)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 3 }),
        async (days, twice) => {
          const contactId = `con_${ulid()}`
          const events = await Promise.all(days.map(async (after) => ({ after, ...(await happened(contactId)) })))
          await Promise.all(events.map(({ notice }) => surveyTrigger(ports, notice, at(start))))
          for (const moment of [...new Set(days)]) await fallDueTogether(ports, idsAt(events, moment, twice), later(moment * day))
          const asked = (await listed(contactId))
            .flatMap((survey) => ('sentAt' in survey && survey.sentAt ? [Date.parse(survey.sentAt)] : []))
            .sort((a, b) => a - b)
          expect(asked.length).toBeGreaterThanOrEqual(1)
          for (const [i, moment] of asked.entries()) if (i > 0) expect(moment - (asked[i - 1] ?? 0)).toBeGreaterThanOrEqual(30 * day)
          expect((await listed(contactId)).filter(({ status }) => status === 'scheduled')).toEqual([])
        },
      ),
      { numRuns: 4 },
    )
  })
})

describe('what somebody wrote in their answer', () => {
  it('and takes back while they may is withdrawn; written anew, it stands again, and what we have answered stands', async () => {
    await putRule()
    const ports = surveyPorts(engine)
    const { notice, id, customer } = await happened()
    await surveyTrigger(ports, notice, at(start))
    await surveyDue(ports, id, at(later(day)))
    const suggestion = derivedId('suggestion', `${id}:comment`)
    const answers = async (given: Answers, hours: number) => {
      const now = at(later(2 * day + hours * 3_600_000))
      const command = { type: 'answer', answers: given, mode: 'online', questionnaire: service } as const
      expect((await execute(surveys, ports.surveys, { id, command, context: now })).ok).toBe(true)
      for (let again = 0; again < 2; again += 1) await surveyFollow(ports, id, now)
      return (await ports.suggestions.load(suggestion))?.state?.state
    }
    expect(await answers({ overall: 5 }, 0)).toBeUndefined()
    expect(await answers({ overall: 5, timeliness: 4 }, 1)).toBeUndefined()
    expect(await answers({ overall: 5, comment: '周五提货' }, 2)).toBe('received')
    expect(await answers({ overall: 5 }, 3)).toBe('withdrawn')
    expect(await answers({ overall: 5, comment: '周五提货' }, 4)).toBe('received')
    const accept = { type: 'accept', customer } as const
    expect((await execute(suggestions, ports.suggestions, { id: suggestion, command: accept, context: at(later(2 * day)) })).ok).toBe(true)
    expect(await answers({ overall: 5 }, 5)).toBe('accepted')
  })
})

describe('a bad score', () => {
  it('opens one task, for the owner of the customer or else for whom the rule names, due within the hour', async () => {
    await putRule()
    const ports = surveyPorts(engine)
    for (const [owner, expected] of [
      ['usr_wang', 'usr_wang'],
      ['nobody', 'usr_desk'],
    ] as const) {
      const { notice, id, customer } = await happened(undefined, owner)
      await surveyTrigger(ports, notice, at(start))
      await surveyDue(ports, id, at(later(day)))
      const answer = { type: 'answer', answers: { overall: 1, comment: '外箱破损' }, mode: 'online', questionnaire: service } as const
      await execute(surveys, ports.surveys, { id, command: answer, context: at(later(2 * day)) })
      for (let again = 0; again < 3; again += 1) await surveyFollow(ports, id, at(later(2 * day)))
      const task = await ports.reminders.load(derivedId('reminder', `survey:${id}:recovery`))
      expect(task).toMatchObject({
        version: 1,
        state: { owner: expected, customerId: customer.id, dueAt: later(2 * day + 3_600_000), madeBy: { subject: { kind: 'survey', id } } },
      })
      expect(await ports.suggestions.load(derivedId('suggestion', `${id}:comment`))).toMatchObject({
        version: 1,
        state: { text: '外箱破损' },
      })
      const rows = await ports.rows.of({ months: ['2026-11'] })
      expect(rows?.find(({ surveyId }) => surveyId === id)).toMatchObject({
        scores: { csat: 1 },
        agent: 'usr_li',
        kind: 'visit.held',
        tier: 'vip',
      })
    }
  })
})
