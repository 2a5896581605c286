import * as z from 'zod'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { questionnaires } from '../../domain/questionnaires/decide.ts'
import type { AllQuestionnaires, QuestionnaireStore, ReadEdition } from '../../domain/questionnaires/ports.ts'
import { Questionnaire, QuestionnaireDraft } from '../../domain/questionnaires/questionnaire.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type QuestionnairePorts = {
  readonly questionnaires: QuestionnaireStore
  readonly allQuestionnaires: AllQuestionnaires
  readonly edition: ReadEdition
}

const QuestionnaireAnswer = Questionnaire.extend({ version: z.int() })
type QuestionnaireAnswer = z.infer<typeof QuestionnaireAnswer>
const answerOf = ({ state, version }: Loaded<Questionnaire>): QuestionnaireAnswer => ({ ...state, version })

const questionnaireIn = (request: Asked): string => idIn(request, 'questionnaireId')

/** An edition of the past is shown with the version of the questionnaire as it stands. */
const editionAt = async (
  ports: QuestionnairePorts,
  id: string,
  edition: number | undefined,
): Promise<Result<QuestionnaireAnswer, Refused>> => {
  const latest = await ports.questionnaires.load(id)
  if (!latest?.state) return refuse({ code: 'questionnaire.not_found' })
  const state = edition === undefined ? latest.state : await ports.edition({ id, edition })
  return state ? ok(answerOf({ state, version: latest.version })) : refuse({ code: 'questionnaire.not_found' })
}

const example: z.input<typeof QuestionnaireDraft> = {
  title: { 'zh-CN': '清关服务评价', en: 'Our customs service' },
  questions: [
    {
      kind: 'csat',
      key: 'overall',
      label: { 'zh-CN': '您对本次清关满意吗?', en: 'How satisfied are you with this clearance?' },
      required: true,
    },
    { kind: 'dimension', dimension: 'timeliness', key: 'timeliness', label: { 'zh-CN': '时效', en: 'On time' } },
    { kind: 'text', key: 'comment', label: { 'zh-CN': '您的建议', en: 'What could we do better?' } },
  ],
}

export const questionnaireRoutes: Routes<QuestionnairePorts> = {
  'GET /v1/questionnaires': route({
    summary: 'Read the latest edition of every questionnaire',
    permission: 'surveys:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(QuestionnaireAnswer).readonly() }),
    status: 200,
    refusals: [],
    run: async (ports: QuestionnairePorts) => ok({ items: (await ports.allQuestionnaires()).map(answerOf) }),
  }),

  'GET /v1/questionnaires/{questionnaireId}': route({
    summary: 'Read a questionnaire, in its latest edition or in one that was asked before',
    permission: 'surveys:read',
    query: z.strictObject({ edition: z.coerce.number().int().min(1).max(9999).optional() }),
    body: noBody,
    answer: QuestionnaireAnswer,
    status: 200,
    refusals: ['request.invalid', 'questionnaire.not_found'],
    run: (ports: QuestionnairePorts, request) => editionAt(ports, questionnaireIn(request), request.query.edition),
  }),

  'POST /v1/questionnaires/{questionnaireId}/editions': route({
    summary: 'Write a new edition of a questionnaire, or the first of a new one; what was asked before stays as it was',
    permission: 'surveys:manage',
    query: noQuery,
    body: QuestionnaireDraft,
    answer: QuestionnaireAnswer,
    status: 200,
    example,
    refusals: ['request.invalid', 'version.conflict', 'version.contended'],
    run: async (ports: QuestionnairePorts, request) => {
      const { context, ifMatch, body } = request
      const id = Questionnaire.shape.id.safeParse(questionnaireIn(request))
      if (!id.success) return refuse({ code: 'request.invalid', issues: id.error.issues })
      const command = { type: 'write', id: id.data, draft: body } as const
      const done = await execute(questionnaires, ports.questionnaires, { id: id.data, command, context, ifMatch })
      if (!done.ok) return done
      const { state, version } = done.value
      return state ? ok(answerOf({ state, version })) : refuse({ code: 'request.invalid' })
    },
  }),
}
