import type { Steps, Walked } from '../every-route.ts'
import type { Place } from '../place.ts'

const both = (words: string) => ({ 'zh-CN': words, en: words })
const period = 'from=2026-01&to=2026-01'

const settingUp = ({ free }: Steps): readonly Walked[] => [
  free('read surveys', 'GET /v1/questionnaires', '/v1/questionnaires'),
  free('read surveys', 'GET /v1/questionnaires/{questionnaireId}', '/v1/questionnaires/service'),
  free('manage surveys', 'POST /v1/questionnaires/{questionnaireId}/editions', '/v1/questionnaires/service/editions', {
    title: both('Walk'),
    questions: [{ kind: 'text', key: 'walk', label: both('Walk') }],
  }),
  free('read surveys', 'GET /v1/survey-rules', '/v1/survey-rules'),
  free('read surveys', 'GET /v1/survey-rules/{ruleId}', '/v1/survey-rules/walk'),
  free('manage surveys', 'POST /v1/survey-rules', '/v1/survey-rules', {
    id: 'walk',
    name: 'Walk',
    eventType: 'visit.held',
    questionnaire: 'nothing_of_ours',
    caretaker: 'usr_li',
  }),
]

const asking = ({ on, free }: Steps, { customer, contact, survey }: Place): readonly Walked[] => [
  on('ask', 'POST /v1/surveys', '/v1/surveys', { customerId: customer, contactId: contact, questionnaire: 'nothing_of_ours' }),
  free('read surveys', 'GET /v1/surveys', `/v1/surveys?customerId=${customer}`),
  on('read surveys', 'GET /v1/surveys/{surveyId}', `/v1/surveys/${survey}`),
  on('ask', 'POST /v1/surveys/{surveyId}/answers', `/v1/surveys/${survey}/answers`, { answers: { overall: 99 } }),
  on('ask', 'POST /v1/surveys/{surveyId}/cancel', `/v1/surveys/${survey}/cancel`),
  free('read surveys', 'GET /v1/survey-results', `/v1/survey-results?${period}`),
  free('read surveys', 'GET /v1/survey-results/answers', `/v1/survey-results/answers?${period}`),
  free('read surveys', 'GET /v1/survey-results/drivers', `/v1/survey-results/drivers?${period}`),
]

const suggesting = ({ on, free }: Steps, { customer, suggestion }: Place): readonly Walked[] => {
  const [route, path] = ['/v1/suggestions/{suggestionId}', `/v1/suggestions/${suggestion}`]
  return [
    on('ask', 'POST /v1/suggestions', '/v1/suggestions', { customerId: customer, text: 'Walked by' }),
    free('read surveys', 'GET /v1/suggestions', `/v1/suggestions?customerId=${customer}`),
    on('read surveys', `GET ${route}`, path),
    on('ask', `POST ${route}/finish`, `${path}/finish`),
    on('ask', `POST ${route}/tell`, `${path}/tell`),
    on('ask', `POST ${route}/accept`, `${path}/accept`),
    on('ask', `POST ${route}/decline`, `${path}/decline`, { reason: 'Walked by' }),
    on('ask', `POST ${route}/themes`, `${path}/themes`, { themes: ['nothing_of_ours'] }),
    free('read surveys', 'GET /v1/suggestion-results', `/v1/suggestion-results?${period}`),
  ]
}

const improving = ({ on, free }: Steps, { survey, improvement, anchor }: Place): readonly Walked[] => {
  const [route, path] = ['/v1/improvements/{improvementId}', `/v1/improvements/${improvement}`]
  const passed = { dueOn: '2001-01-01', expected: { measure: 'csat', by: 1 }, slice: anchor, because: { surveyId: survey } }
  return [
    on('ask', 'POST /v1/improvements', '/v1/improvements', { action: 'Walked by', owner: 'usr_li', ...passed }),
    free('read surveys', 'GET /v1/improvements', '/v1/improvements'),
    on('read surveys', `GET ${route}`, path),
    on('read surveys', `GET ${route}/effect`, `${path}/effect`),
    on('ask', `PATCH ${route}`, path, { dueOn: '2001-01-01' }),
    on('ask', `POST ${route}/finish`, `${path}/finish`),
    on('ask', `POST ${route}/drop`, `${path}/drop`, { reason: 'Walked by' }),
  ]
}

export const surveyWalks = (steps: Steps, at: Place): readonly Walked[] => [
  ...settingUp(steps),
  ...asking(steps, at),
  ...suggesting(steps, at),
  ...improving(steps, at),
]
