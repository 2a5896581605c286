import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedAutoAnswers } from '../../../domain/auto-answers/auto-answers.ts'
import { autoAnswers } from '../../../domain/auto-answers/decide.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const { given } = stories(autoAnswers)
const put = (facts: object = {}, calendars = ['office', 'always']) =>
  ({ type: 'put', rules: { ...shippedAutoAnswers, ...facts }, calendars }) as const

describe('how the desk answers by itself', () => {
  it('is as it ships until somebody says otherwise, which is kept with what it was before', () => {
    given().when(put()).thenNothing()
    const quiet = { opened: { inside: false, outside: true } }
    const changed = given().when(put(quiet))
    expect(changed.decided).toMatchObject({ value: [{ type: 'auto_answers.put', from: shippedAutoAnswers, to: quiet }] })
    expect(changed.after).toEqual({ ...shippedAutoAnswers, ...quiet })
  })

  it('goes by no calendar that there is not', () => {
    expect(given().when(put({ calendar: 'moon' })).decided).toMatchObject({
      ok: false,
      error: { findings: [{ code: 'auto_answers.calendar_unknown', pointer: '/calendar' }] },
    })
  })
})

keepsTheLaws('how the desk answers by itself', {
  decider: autoAnswers,
  commands: fc.integer({ min: 1, max: 168 }).map((silenceHours) => put({ silenceHours })),
  events: ['auto_answers.put'],
})
