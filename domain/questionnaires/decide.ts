import { isDeepStrictEqual } from 'node:util'
import { Code } from '../kernel/code.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { repeated } from '../kernel/repeated.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { evolve, type QuestionnaireEvent } from './events.ts'
import { leadQuestion, type Question, type Questionnaire, QuestionnaireDraft } from './questionnaire.ts'

export type QuestionnaireCommand = { readonly type: 'write'; readonly id: string; readonly draft: QuestionnaireDraft }

export type QuestionnaireRefusal = { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

type State = Questionnaire | undefined
type Decision = Result<readonly QuestionnaireEvent[], QuestionnaireRefusal>

/** What may be asked once only: a second answer would leave open which one counts. Free text may be asked for as often as one likes. */
const measured = (question: Question): string =>
  question.kind === 'text' ? question.key : question.kind === 'dimension' ? `dimension ${question.dimension}` : question.kind

/** "Every question has a name of its own, nothing is measured twice, and one question is about the whole." */
const findingsIn = ({ questions }: QuestionnaireDraft, lead: Question | undefined): readonly Finding[] => [
  ...repeated(questions.map(({ key }) => key)).map((i) => block('question.key_twice', `/questions/${i}/key`)),
  ...repeated(questions.map(measured)).map((i) => block('question.measured_twice', `/questions/${i}/kind`)),
  ...(lead ? [] : [block('question.no_score', '/questions')]),
]

const write = (state: State, { id, draft }: QuestionnaireCommand, { now, actor }: Context): Decision => {
  const questionnaire = { id: Code.parse(id), edition: (state?.edition ?? 0) + 1, ...draft, written: { at: now, by: actor.id } }
  const findings = findingsIn(draft, leadQuestion(questionnaire))
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  if (state && isDeepStrictEqual(QuestionnaireDraft.strip().parse(state), draft)) return ok([])
  return ok([{ type: 'questionnaire.edition_written', questionnaire }])
}

/** The questionnaires of a firm. None is taken away, since what was asked must stay readable. */
export const questionnaires: Decider<State, QuestionnaireCommand, QuestionnaireEvent, QuestionnaireRefusal> = {
  initial: undefined,
  decide: write,
  evolve,
}
