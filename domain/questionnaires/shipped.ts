import type { Question, Questionnaire, Worded } from './questionnaire.ts'

const say = (zh: string, en: string): Worded => ({ 'zh-CN': zh, en })

const satisfied: Question = {
  kind: 'csat',
  key: 'overall',
  label: say('总体而言,您对我们本次服务满意吗?', 'Overall, how satisfied are you with our service this time?'),
  required: true,
}
const wouldRecommend: Question = {
  kind: 'nps',
  key: 'recommend',
  label: say('您有多大可能向同行推荐我们?', 'How likely are you to recommend us to others in your trade?'),
  required: true,
}
const effort: Question = {
  kind: 'effort',
  key: 'effort',
  label: say('我们让您办成这件事容易吗?', 'How easy did we make it for you to get this done?'),
  required: true,
}

const sides = [
  ['timeliness', say('时效', 'On time')],
  ['safety', say('货物安全', 'Safety of the goods')],
  ['attitude', say('服务态度', 'How we treated you')],
  ['billing', say('账单与费用清晰', 'Clear bills and charges')],
] as const
const everySide: readonly Question[] = sides.map(([dimension, label]) => ({
  kind: 'dimension',
  dimension,
  key: dimension,
  label,
  required: false,
}))

const comment = (label: Worded): Question => ({ kind: 'text', key: 'comment', label, required: false })
const anything = comment(say('您还有什么想告诉我们的?', 'Is there anything else you would like to tell us?'))
const better = comment(say('我们怎样可以做得更好?', 'What could we do better?'))

const intro = say(
  '只需一分钟。您的回答直接交给负责您业务的同事。',
  'It takes a minute. Your answers go straight to the people who look after you.',
)

/** The questionnaires that every installation begins with. */
export const shippedQuestionnaires: readonly Questionnaire[] = [
  {
    id: 'service',
    edition: 1,
    title: say('服务满意度调查', 'How did we do?'),
    intro,
    questions: [satisfied, ...everySide, anything],
  },
  {
    id: 'relationship',
    edition: 1,
    title: say('合作关系调查', 'Working with us'),
    intro,
    questions: [wouldRecommend, better],
  },
  {
    id: 'effort',
    edition: 1,
    title: say('办事便利度调查', 'Was it easy?'),
    intro,
    questions: [effort, better],
  },
]
export const shippedQuestionnaire = (id: string): Questionnaire | undefined => shippedQuestionnaires.find((one) => one.id === id)
