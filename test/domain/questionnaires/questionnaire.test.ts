import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '../../../domain/kernel/language.ts'
import { answerFindings, scoresOf } from '../../../domain/questionnaires/answers.ts'
import { questionnaires } from '../../../domain/questionnaires/decide.ts'
import { leadQuestion, type Question, Questionnaire, QuestionnaireDraft, scales } from '../../../domain/questionnaires/questionnaire.ts'
import { shippedQuestionnaires } from '../../../domain/questionnaires/shipped.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const both = (words: string) => ({ 'zh-CN': words, en: words })
const csat = { kind: 'csat', key: 'overall', label: both('满意吗?'), required: true }
const draftOf = (questions: readonly object[], title = '清关评价') => QuestionnaireDraft.parse({ title: both(title), questions })
const write = (draft: QuestionnaireDraft) => ({ type: 'write', id: 'customs', draft }) as const
const { given } = stories(questionnaires)

describe('the questionnaires that ship', () => {
  it.each(shippedQuestionnaires)('$id holds to the schema, asks about the whole, and speaks both languages', (questionnaire) => {
    expect(Questionnaire.parse(questionnaire)).toEqual(questionnaire)
    expect(leadQuestion(questionnaire)?.required).toBe(true)
    for (const { label } of questionnaire.questions) for (const language of languages) expect(label[language].length).toBeGreaterThan(1)
  })

  it('ask for satisfaction, recommendation, effort and every side that matters', () => {
    const asked = shippedQuestionnaires.flatMap(({ questions }) =>
      questions.map((question) => (question.kind === 'dimension' ? question.dimension : question.kind)),
    )
    expect(asked).toEqual(expect.arrayContaining(['csat', 'nps', 'effort', 'timeliness', 'safety', 'attitude', 'billing', 'text']))
  })
})

describe('a new edition', () => {
  it('counts on from the one before, and the same words again are no edition', () => {
    const first = given().when(write(draftOf([csat]))).after
    expect(first).toMatchObject({ edition: 1 })
    const { given: from } = stories(questionnaires, first)
    from()
      .when(write(draftOf([csat])))
      .thenNothing()
    expect(from().when(write(draftOf([csat], '清关与报检'))).after).toMatchObject({ edition: 2 })
  })

  it('names each question once, measures nothing twice, and asks about the whole', () => {
    const refused = (questions: readonly object[], code: string) =>
      given()
        .when(write(draftOf(questions)))
        .thenRefused('request.invalid', { findings: expect.arrayContaining([expect.objectContaining({ code })]) })
    refused([csat, { ...csat, kind: 'nps' }], 'question.key_twice')
    refused([csat, { ...csat, key: 'again' }], 'question.measured_twice')
    const side = { kind: 'dimension', dimension: 'safety', label: both('安全') }
    refused([csat, { ...side, key: 'a' }, { ...side, key: 'b' }], 'question.measured_twice')
    refused([{ ...csat, kind: 'text' }], 'question.no_score')
  })
})

const questions = shippedQuestionnaires.flatMap((questionnaire) => questionnaire.questions.map((question) => ({ questionnaire, question })))
const scored = questions.filter(({ question }) => question.kind !== 'text')

describe('an answer', () => {
  it('to a score is on its scale, and nothing beyond it is taken', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scored), fc.integer({ min: -3, max: 15 }), ({ questionnaire, question }, answer) => {
        if (question.kind === 'text') return
        const [lowest, highest] = scales[question.kind]
        const off = answerFindings(questionnaire, { [question.key]: answer }).some(({ code }) => code === 'answer.off_scale')
        expect(off).toBe(answer < lowest || answer > highest)
      }),
    )
  })

  it('counts under what it measures', () => {
    const questionnaire = shippedQuestionnaires.find(({ id }) => id === 'service')
    if (!questionnaire) throw new Error('the questionnaire about the service ships')
    expect(scoresOf(questionnaire, { overall: 4, safety: 2, comment: '外箱破损' })).toEqual({ csat: 4, dimensions: { safety: 2 } })
  })
})

keepsTheLaws('questionnaires', {
  decider: questionnaires,
  commands: fc
    .constantFrom<readonly Partial<Question>[]>([csat] as never, [csat, csat] as never)
    .chain((asked) => fc.constantFrom('一', '二').map((title) => write(draftOf(asked, title)))),
  contexts: fc.constant(contextOf()),
  events: ['questionnaire.edition_written'],
})
