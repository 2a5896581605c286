import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { paragraph } from '../kernel/text.ts'
import { dimensions, type Question, type Questionnaire, scales } from './questionnaire.ts'

export const longestText = 2000

/** By the key of the question: a score, or what somebody wrote. */
export const Answers = z.record(Code, z.union([z.int(), paragraph(longestText).meta({ class: 'internal' })]))
export type Answers = z.infer<typeof Answers>

const Score = z.int().min(0).max(10)
/** The scores among answers, by what they measure. */
export const Scores = z.strictObject({
  csat: Score.optional(),
  nps: Score.optional(),
  effort: Score.optional(),
  dimensions: z.partialRecord(z.enum(dimensions), Score),
})
export type Scores = z.infer<typeof Scores>

const faultOf = (question: Question, answer: string | number | undefined): string | undefined => {
  if (answer === undefined) return question.required ? 'answer.missing' : undefined
  if (question.kind === 'text') return typeof answer === 'string' ? undefined : 'answer.not_text'
  if (typeof answer !== 'number') return 'answer.not_a_score'
  const [lowest, highest] = scales[question.kind]
  return answer >= lowest && answer <= highest ? undefined : 'answer.off_scale'
}

/** Why the answers do not fit the questions, each by its pointer `/answers/{key}`. */
export const answerFindings = ({ questions }: Questionnaire, answers: Answers): readonly Finding[] => [
  ...questions.flatMap((question) => {
    const code = faultOf(question, Object.hasOwn(answers, question.key) ? answers[question.key] : undefined)
    return code ? [block(code, `/answers/${question.key}`)] : []
  }),
  ...Object.keys(answers)
    .filter((key) => !questions.some((question) => question.key === key))
    .map((key) => block('answer.no_such_question', `/answers/${key}`)),
  ...(Object.keys(answers).length === 0 ? [block('answer.nothing', '/answers')] : []),
]

/** What the answers measure. */
export const scoresOf = ({ questions }: Questionnaire, answers: Answers): Scores => {
  const scores: Scores = { dimensions: {} }
  for (const question of questions) {
    const answer = answers[question.key]
    if (typeof answer !== 'number' || question.kind === 'text') continue
    if (question.kind === 'dimension') scores.dimensions[question.dimension] = answer
    else scores[question.kind] = answer
  }
  return scores
}
