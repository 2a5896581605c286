import * as z from 'zod'
import { AutoAnswers, shippedAutoAnswers } from '../../domain/auto-answers/auto-answers.ts'
import { autoAnswers } from '../../domain/auto-answers/decide.ts'
import { type AutoAnswersStore, autoAnswersId } from '../../domain/auto-answers/ports.ts'
import { ok, type Result } from '../../domain/kernel/result.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'

export type AutoAnswersPorts = {
  readonly autoAnswers: AutoAnswersStore
  /** Codes of the work calendars that there are. */
  readonly calendars: () => Promise<readonly string[]>
}

/** Version 0 is what comes with the program. */
const RulesAnswer = AutoAnswers.extend({ version: z.int() })
type RulesAnswer = z.infer<typeof RulesAnswer>

const put = async (
  ports: AutoAnswersPorts,
  { body, context, ifMatch }: Request<unknown, AutoAnswers>,
): Promise<Result<RulesAnswer, Refused>> => {
  const command = { type: 'put', rules: body, calendars: await ports.calendars() } as const
  const done = await execute(autoAnswers, ports.autoAnswers, { id: autoAnswersId, command, context, ifMatch })
  return done.ok ? ok({ ...(done.value.state ?? shippedAutoAnswers), version: done.value.version }) : done
}

export const autoAnswersRoutes: Routes<AutoAnswersPorts> = {
  'GET /v1/auto-answers': route({
    summary: 'Read to whom, how often and by whose hours the desk answers by itself',
    permission: 'desk:manage',
    query: noQuery,
    body: noBody,
    answer: RulesAnswer,
    status: 200,
    refusals: [],
    run: async ({ autoAnswers: store }: AutoAnswersPorts) => {
      const found = await store.load(autoAnswersId)
      return ok({ ...(found?.state ?? shippedAutoAnswers), version: found?.version ?? 0 })
    },
  }),

  'POST /v1/auto-answers': route({
    summary: 'Have the desk answer by itself in another way, or not at all; the words are templates',
    permission: 'desk:manage',
    query: noQuery,
    body: AutoAnswers,
    answer: RulesAnswer,
    status: 200,
    example: { ...shippedAutoAnswers, message: { inside: false, outside: true } },
    refusals: ['request.invalid', 'version.conflict', 'version.contended'],
    run: put,
  }),
}
