import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { system } from '../../../domain/kernel/system-actor.ts'
import type { Questionnaire } from '../../../domain/questionnaires/questionnaire.ts'
import { shippedQuestionnaire } from '../../../domain/questionnaires/shipped.ts'
import { surveys } from '../../../domain/surveys/decide.ts'
import type { SurveyEvent } from '../../../domain/surveys/events.ts'
import type { Survey, SurveyPlan } from '../../../domain/surveys/survey.ts'
import type { PageAnswer } from '../../../functions/page/page-handler.ts'
import { surveyPage } from '../../../functions/page/survey-page.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { linkToken } from '../../../functions/runtime/public-link.ts'
import { day, later, planOf } from '../../domain/surveys/survey.ts'
import { memoryStore } from '../../support/memory-store.ts'

const key = Buffer.alloc(32, 'a key for tests alone')

/** The page beside a store in memory, with a clock of its own. */
export const openStage = (editions: readonly Questionnaire[] = []) => {
  const store = memoryStore<Survey | undefined, SurveyEvent>()
  let now: Instant = later(day)
  const ports = {
    surveys: store,
    edition: async ({ id, edition }: { readonly id: string; readonly edition: number }) =>
      editions.find((one) => one.id === id && one.edition === edition) ?? shippedQuestionnaire(id),
    key: async () => key,
  }
  const ask = (event: Partial<APIGatewayProxyEventV2> & { readonly method?: string; readonly token: string }): Promise<PageAnswer> => {
    const { method = 'GET', token, ...rest } = event
    const whole = {
      pathParameters: { token },
      headers: {},
      requestContext: { http: { method }, requestId: 'trace-test' },
      isBase64Encoded: false,
      ...rest,
    } as unknown as APIGatewayProxyEventV2
    return surveyPage(ports, whole, now)
  }
  let count = 0
  return {
    store,
    ask,
    at: (moment: Instant) => {
      now = moment
    },
    /** A survey that has gone out, and the token of its link. */
    send: async (facts: Partial<SurveyPlan> = {}) => {
      count += 1
      const plan = planOf({ id: `svy_01KAJ000000000000000000${String(count).padStart(3, '0')}` as SurveyPlan['id'], ...facts })
      const context = (moment: Instant) => ({ now: moment, actor: system, traceId: 'trace-test' })
      await execute(surveys, store, { id: plan.id, command: { type: 'schedule', plan }, context: context(plan.createdAt) })
      const facts_ = { lastAsked: undefined, later: [], customerActive: true }
      await execute(surveys, store, { id: plan.id, command: { type: 'fall due', ...facts_ }, context: context(later(day)) })
      const until = later(16 * day)
      return { id: plan.id, token: linkToken(key, { page: 's', id: plan.id, until }) }
    },
    stateOf: async (id: string) => (await store.load(id))?.state,
  }
}

/** The page behind an address, for a browser. */
export const serve = async (stage: ReturnType<typeof openStage>) => {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const answer = await stage.ask({
      method: request.method ?? 'GET',
      token: decodeURIComponent(pathname.replace('/s/', '')),
      headers: request.headers as Record<string, string>,
      queryStringParameters: Object.fromEntries(searchParams),
      body: Buffer.concat(chunks).toString('utf8'),
    })
    response.writeHead(answer.statusCode, answer.headers).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(resolve)) }
}
