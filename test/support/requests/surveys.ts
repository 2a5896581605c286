import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

type Made = { readonly customer: () => Promise<string>; readonly contact: (customerId: string) => Promise<string> }

const both = (words: string) => ({ 'zh-CN': words, en: words })
const edition = (words: string) => ({
  title: both(words),
  questions: [{ kind: 'csat', key: 'overall', label: both('您满意吗?'), required: true }],
})
const rule = (name: string) => ({ id: 'after_visit', name, eventType: 'visit.held', questionnaire: 'service', caretaker: 'usr_desk' })
const period = { from: '2026-01', to: '2026-01' }
const answers = { overall: 4, timeliness: 5, comment: '司机很准时' }

const newSurvey = async ({ ask }: Meter, { customer, contact }: Made) => {
  const customerId = await customer()
  const contactId = await contact(customerId)
  return { surveyId: (await ask('POST /v1/surveys', { body: { customerId, contactId, questionnaire: 'service' } })).id, customerId }
}
const newSuggestion = async ({ ask }: Meter, { customer }: Made) => ({
  suggestionId: (await ask('POST /v1/suggestions', { body: { customerId: await customer(), text: '周五下午提货' } })).id,
})

const improving = {
  action: '装车前二次清点',
  owner: 'usr_li',
  dueOn: '2036-12-15',
  expected: { measure: 'dimension', dimension: 'timeliness', by: 0.3 },
  slice: { team: 'sales_east' },
}
const newImprovement = async ({ ask }: Meter, because: object = {}) => ({
  improvementId: (await ask('POST /v1/improvements', { body: { ...improving, because } })).id,
})

export const surveyReads = async (meter: Meter, made: Made): Promise<Requests> => {
  const { surveyId, customerId } = await newSurvey(meter, made)
  const suggestion = await newSuggestion(meter, made)
  const improvement = { path: await newImprovement(meter) }
  await meter.ask('POST /v1/survey-rules', { body: rule('回访后') })
  return {
    'GET /v1/questionnaires': () => ({}),
    'GET /v1/questionnaires/{questionnaireId}': () => ({ path: { questionnaireId: 'service' } }),
    'GET /v1/survey-rules': () => ({}),
    'GET /v1/survey-rules/{ruleId}': () => ({ path: { ruleId: 'after_visit' } }),
    'GET /v1/surveys': () => ({ query: { customerId } }),
    'GET /v1/surveys/{surveyId}': () => ({ path: { surveyId } }),
    'GET /v1/survey-results': () => ({ query: period }),
    'GET /v1/survey-results/answers': () => ({ query: period }),
    'GET /v1/survey-results/drivers': () => ({ query: period }),
    'GET /v1/suggestions': () => ({ query: { customerId } }),
    'GET /v1/suggestions/{suggestionId}': () => ({ path: suggestion }),
    'GET /v1/suggestion-results': () => ({ query: period }),
    'GET /v1/improvements': () => ({ query: { owner: 'usr_li' } }),
    'GET /v1/improvements/{improvementId}': () => improvement,
    'GET /v1/improvements/{improvementId}/effect': () => improvement,
  }
}

export const surveyWrites = async (meter: Meter, made: Made): Promise<Requests> => {
  let n = 0
  const next = () => {
    n += 1
    return `第${1000 + n}版`
  }
  const one = '/v1/suggestions/{suggestionId}'
  const after = (verb?: string) => async () => {
    const path = await newSuggestion(meter, made)
    if (verb) await meter.ask(`POST ${one}/${verb}`, { path })
    return { path }
  }
  return {
    'POST /v1/questionnaires/{questionnaireId}/editions': () => ({ path: { questionnaireId: 'customs' }, body: edition(next()) }),
    'POST /v1/survey-rules': () => ({ body: rule(next()) }),
    'POST /v1/surveys': async () => {
      const customerId = await made.customer()
      return { body: { customerId, contactId: await made.contact(customerId), questionnaire: 'service' } }
    },
    'POST /v1/surveys/{surveyId}/answers': async () => ({ path: { surveyId: (await newSurvey(meter, made)).surveyId }, body: { answers } }),
    'POST /v1/surveys/{surveyId}/cancel': async () => ({ path: { surveyId: (await newSurvey(meter, made)).surveyId } }),
    'POST /v1/suggestions': async () => ({ body: { customerId: await made.customer(), text: '周五下午提货' } }),
    [`POST ${one}/accept`]: after(),
    [`POST ${one}/finish`]: after('accept'),
    [`POST ${one}/decline`]: async () => ({ ...(await after()()), body: { reason: '该线路周五无班次' } }),
    [`POST ${one}/tell`]: async () => {
      const { path } = await after('accept')()
      await meter.ask(`POST ${one}/finish`, { path })
      return { path }
    },
    'POST /v1/improvements': async () => {
      const { surveyId } = await newSurvey(meter, made)
      return { body: { ...improving, because: { surveyId } } }
    },
    'PATCH /v1/improvements/{improvementId}': async () => ({ path: await newImprovement(meter), body: { months: 2 } }),
    'POST /v1/improvements/{improvementId}/finish': async () => ({ path: await newImprovement(meter) }),
    'POST /v1/improvements/{improvementId}/drop': async () => ({ path: await newImprovement(meter), body: { reason: '该线路已外包' } }),
    [`POST ${one}/themes`]: async () => ({ ...(await after()()), body: { themes: ['pickup'], tags: ['周五'] } }),
  }
}
