import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { type SurveyCommand, surveys, type WhenDue } from '../../../domain/surveys/decide.ts'
import { SurveyEvent } from '../../../domain/surveys/events.ts'
import { dueAtOf, type SurveyPlan } from '../../../domain/surveys/survey.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'
import { day, hour, later, planOf, service, start } from './survey.ts'

const { given } = stories(surveys)
const at = (now: Instant, actor = 'system') => contextOf({ now, actor: { id: actor } })
const scheduled = (facts: Partial<SurveyPlan> = {}) => SurveyEvent.parse({ type: 'survey.scheduled', plan: planOf(facts) })
const sent = SurveyEvent.parse({ type: 'survey.sent', at: later(day), remindAt: later(4 * day), expiresAt: later(15 * day) })
const reminded = SurveyEvent.parse({ type: 'survey.reminded', at: later(4 * day) })
const undeliverable = SurveyEvent.parse({ type: 'survey.undeliverable', reason: 'bounced', at: later(5 * day) })
const due = (facts: Partial<WhenDue> = {}): SurveyCommand => ({
  type: 'fall due',
  lastAsked: undefined,
  later: [],
  customerActive: true,
  ...facts,
})
const good = { overall: 5, timeliness: 4, comment: '司机很准时' }
const answer = (
  answers: Readonly<Record<string, string | number>> = good,
  facts: Partial<Extract<SurveyCommand, { type: 'answer' }>> = {},
) => ({ type: 'answer', answers, mode: 'online', questionnaire: service, ...facts }) as const
const answered = SurveyEvent.parse({
  type: 'survey.answered',
  answers: good,
  scores: { csat: 5, dimensions: { timeliness: 4 } },
  mode: 'online',
  at: later(2 * day),
})

describe('one event, one survey', () => {
  it('told again, it changes nothing', () => {
    given().when({ type: 'schedule', plan: planOf() }).thenEvents(scheduled())
    given(scheduled()).when({ type: 'schedule', plan: planOf() }).thenNothing()
    given(scheduled(), sent, answered).when({ type: 'schedule', plan: planOf() }).thenNothing()
  })
})

describe('a survey goes out', () => {
  it('when its time has come, and not before', () => {
    given(scheduled())
      .when(due(), at(later(day - 1)))
      .thenNothing()
    given(scheduled())
      .when(due(), at(later(day)))
      .thenEvents(sent)
  })

  it('to a contact who was not asked within thirty days, whatever for', () => {
    const asked = (ago: number) => due({ lastAsked: later(day - ago) })
    const told = SurveyEvent.parse({ type: 'survey.suppressed', reason: 'asked_recently', at: later(day) })
    given(scheduled())
      .when(asked(30 * day - 1), at(later(day)))
      .thenEvents(told)
    given(scheduled())
      .when(asked(30 * day), at(later(day)))
      .thenEvents(sent)
    given(scheduled())
      .when(asked(-5 * day), at(later(day)))
      .thenEvents(told)
  })

  it('only where there is somebody to ask, at a customer in business with us', () => {
    const nobody = scheduled({ contactId: undefined })
    expect(given(nobody).when(due(), at(later(day))).after).toMatchObject({ status: 'suppressed', reason: 'nobody_to_ask' })
    expect(given(scheduled({ contactId: undefined, asksCustomer: true })).when(due(), at(later(day))).after).toMatchObject({
      status: 'sent',
      asksCustomer: true,
    })
    expect(given(scheduled()).when(due({ customerActive: false }), at(later(day))).after).toMatchObject({ reason: 'customer_archived' })
  })

  it('once its subject has been left alone for as long as the rule says', () => {
    const quiet = scheduled({ waits: { quietHours: 24, cancelledBy: [] } })
    const touched = due({ later: [{ type: 'visit.changed', at: later(10 * hour) }] })
    given(quiet)
      .when(touched, at(later(day)))
      .thenEvents(SurveyEvent.parse({ type: 'survey.postponed', from: later(day), to: later(34 * hour), at: later(day) }))
    expect(given(quiet).when(touched, at(later(34 * hour))).after).toMatchObject({ status: 'sent' })
  })

  it('never about what does not come to rest within a month', () => {
    const restless = given(scheduled({ waits: { quietHours: 48, cancelledBy: [] } }))
    const busy = due({ later: [{ type: 'visit.changed', at: later(29 * day) }] })
    expect(restless.when(busy, at(later(29 * day))).after).toMatchObject({ status: 'suppressed', reason: 'never_quiet' })
  })

  it('not when what it asks about was undone, whenever we were told', () => {
    const undone = scheduled({ waits: { quietHours: 0, cancelledBy: ['visit.reopened'] } })
    const facts = due({ later: [{ type: 'visit.reopened', at: later(hour) }] })
    expect(given(undone).when(facts, at(later(day))).after).toMatchObject({ status: 'cancelled' })
    expect(given(scheduled()).when(facts, at(later(day))).after).toMatchObject({ status: 'sent' })
  })
})

describe('a survey whose mail came back', () => {
  it('waits for nothing any more, and its link opens nothing', () => {
    const back = given(scheduled(), sent, undeliverable)
    expect(back.state && dueAtOf(back.state)).toBeUndefined()
    back.when(due(), at(later(15 * day))).thenNothing()
    back.when(answer(), at(later(6 * day))).thenRefused('survey.over')
    back.when({ type: 'cancel' }).thenRefused('survey.over')
  })

  it('is answered on the phone, as one that was never sent', () => {
    const byPhone = given(scheduled(), sent, undeliverable).when(answer(good, { mode: 'phone' }), at(later(6 * day), 'usr_li'))
    expect(byPhone.after).toMatchObject({ status: 'answered', mode: 'phone', by: 'usr_li', sentAt: later(6 * day) })
    given(scheduled(), sent, undeliverable)
      .when(answer(good, { mode: 'phone', lastAsked: later(5 * day) }), at(later(6 * day), 'usr_li'))
      .thenRefused('survey.asked_recently')
  })
})

describe('a survey that is out', () => {
  it('is reminded of after three days, once, and over after fourteen', () => {
    given(scheduled(), sent)
      .when(due(), at(later(4 * day - 1)))
      .thenNothing()
    given(scheduled(), sent)
      .when(due(), at(later(4 * day)))
      .thenEvents(reminded)
    given(scheduled(), sent, reminded)
      .when(due(), at(later(5 * day)))
      .thenNothing()
    expect(given(scheduled(), sent, reminded).when(due(), at(later(15 * day))).after).toMatchObject({ status: 'expired' })
  })

  it('is over without a reminder when the clock stood still for weeks', () => {
    expect(given(scheduled(), sent).when(due(), at(later(40 * day))).after).toMatchObject({ status: 'expired' })
  })

  it('takes no answer once its time is up, whether or not the clock has said so', () => {
    given(scheduled(), sent)
      .when(answer(), at(later(15 * day)))
      .thenRefused('survey.over')
  })

  it('turns out to have asked nobody when its mail comes back, also behind the reminder; an answer says that it did not', () => {
    const comesBack = { type: 'come back', reason: 'bounced' } as const
    for (const past of [[sent], [sent, reminded]])
      given(scheduled(), ...past)
        .when(comesBack, at(later(5 * day)))
        .thenEvents(undeliverable)
    for (const past of [[], [sent, answered], [sent, undeliverable]])
      given(scheduled(), ...past)
        .when(comesBack)
        .thenNothing()
  })

  it('can be called off until it is answered', () => {
    expect(given(scheduled(), sent).when({ type: 'cancel', reason: '客户已来电' }).after).toMatchObject({
      status: 'cancelled',
      reason: '客户已来电',
    })
    given(scheduled(), sent, answered).when({ type: 'cancel' }).thenRefused('survey.answered')
  })
})

describe('an answer', () => {
  it('is kept with its scores and the way it came', () => {
    expect(given(scheduled(), sent).when(answer(), at(later(2 * day))).after).toMatchObject({
      status: 'answered',
      mode: 'online',
      scores: { csat: 5, dimensions: { timeliness: 4 } },
      firstAt: later(2 * day),
    })
  })

  it('can be changed for a day, and then stands', () => {
    const again = given(scheduled(), sent, answered)
    expect(again.when(answer({ overall: 2 }), at(later(3 * day - 1))).after).toMatchObject({ scores: { csat: 2 }, firstAt: later(2 * day) })
    again.when(answer({ overall: 2 }), at(later(3 * day))).thenRefused('survey.answered')
    again.when(answer(), at(later(30 * day))).thenNothing()
  })

  it('that somebody gave themselves is not overwritten on the phone; one given by phone is, by either', () => {
    const heard = (overall: number) => answer({ overall }, { mode: 'phone' })
    const soon = at(later(2 * day + hour), 'usr_li')
    for (const mode of ['online', 'mail_click'] as const) {
      const own = given(scheduled(), sent, { ...answered, mode } as SurveyEvent)
      own.when(heard(5), soon).thenRefused('survey.answered')
      own.when(answer(good, { mode: 'phone' }), soon).thenNothing()
    }
    const entered = given(scheduled(), sent, { ...answered, mode: 'phone', by: 'usr_li' } as SurveyEvent)
    expect(entered.when(heard(2), soon).after).toMatchObject({ scores: { csat: 2 }, mode: 'phone', by: 'usr_li' })
    const own = entered.when(answer({ overall: 1 }), soon).after
    expect(own).toMatchObject({ scores: { csat: 1 }, mode: 'online' })
    expect(own).not.toHaveProperty('by')
  })

  it('is on the scale, to what was asked, and to all that must be answered', () => {
    const asked = given(scheduled(), sent)
    const faultOf = (answers: Readonly<Record<string, string | number>>) => asked.when(answer(answers), at(later(2 * day)))
    faultOf({ overall: 6 }).thenRefused('request.invalid', {
      findings: [{ code: 'answer.off_scale', pointer: '/answers/overall', severity: 'block' }],
    })
    faultOf({ overall: 0 }).thenRefused('request.invalid')
    faultOf({ timeliness: 3 }).thenRefused('request.invalid', {
      findings: [{ code: 'answer.missing', pointer: '/answers/overall', severity: 'block' }],
    })
    faultOf({ overall: 3, price: 5 }).thenRefused('request.invalid')
    faultOf({ overall: 3, comment: 5 }).thenRefused('request.invalid')
    faultOf({ overall: '5' }).thenRefused('request.invalid')
  })

  it('comes by phone before the mail went out, from somebody who was not asked lately', () => {
    const early = given(scheduled())
    early.when(answer(), at(later(hour))).thenRefused('survey.not_sent')
    const entered = early.when(answer(good, { mode: 'phone' }), at(later(hour), 'usr_li'))
    expect(entered.after).toMatchObject({ status: 'answered', mode: 'phone', by: 'usr_li', sentAt: later(hour) })
    early.when(answer(good, { mode: 'phone', lastAsked: later(-day) }), at(later(hour))).thenRefused('survey.asked_recently')
  })

  it('is not taken to a survey that was called off or held back', () => {
    const off = SurveyEvent.parse({ type: 'survey.cancelled', at: later(hour), by: 'usr_li' })
    given(scheduled(), off).when(answer()).thenRefused('survey.over')
    given().when(answer()).thenRefused('survey.not_found')
  })
})

const moments = fc.constantFrom(0, 1, 2, 5, 6, 17, 31).map((days) => later(days * day))
const facts = fc.record({
  lastAsked: fc.option(moments, { nil: undefined }),
  later: fc.array(fc.record({ type: fc.constantFrom('visit.changed', 'visit.reopened'), at: moments }), { maxLength: 3 }),
  customerActive: fc.boolean(),
})
const plans = fc
  .record({ quietHours: fc.constantFrom(0, 24, 200), contactId: fc.constantFrom(planOf().contactId, undefined) })
  .map(({ quietHours, contactId }) => planOf({ contactId, waits: { quietHours, cancelledBy: ['visit.reopened'] } }))
const commands: fc.Arbitrary<SurveyCommand> = fc.oneof(
  { weight: 3, arbitrary: plans.map((plan) => ({ type: 'schedule' as const, plan })) },
  { weight: 8, arbitrary: fc.constant(due()) },
  { weight: 4, arbitrary: facts.map((known) => ({ type: 'fall due' as const, ...known })) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(1, 5)
      .chain((overall) => fc.constantFrom('online', 'phone', 'mail_click').map((mode) => answer({ overall }, { mode } as const))),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<SurveyCommand>(
      { type: 'cancel' },
      { type: 'cancel', reason: '已致电' },
      { type: 'come back', reason: 'bounced' },
    ),
  },
)
const contexts = moments.map((now) => at(now))

keepsTheLaws('surveys', {
  decider: surveys,
  commands,
  contexts,
  events: [
    'survey.scheduled',
    'survey.postponed',
    'survey.suppressed',
    'survey.cancelled',
    'survey.sent',
    'survey.reminded',
    'survey.expired',
    'survey.undeliverable',
    'survey.answered',
    'survey.answer_changed',
  ],
})

describe('falling due', () => {
  it('does nothing before the time, and once it did something the next time is another', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, contexts), { maxLength: 12 }), facts, contexts, (past, known, context) => {
        const state = past.reduce<ReturnType<typeof surveys.evolve>>((now, [command, when]) => {
          const decided = surveys.decide(now, command, when)
          return decided.ok ? decided.value.reduce(surveys.evolve, now) : now
        }, undefined)
        if (!state) return
        const moment = dueAtOf(state)
        const decided = surveys.decide(state, { type: 'fall due', ...known }, context)
        const events = decided.ok ? decided.value : []
        if (moment === undefined || moment > context.now) expect(events).toEqual([])
        else {
          expect(events.length).toBe(1)
          const next = events.reduce(surveys.evolve, state)
          expect(next && dueAtOf(next)).not.toBe(moment)
        }
      }),
    )
  })

  it('at the moment of the event itself there is a survey that waits', () =>
    expect(given(scheduled()).state).toMatchObject({ createdAt: start }))
})
