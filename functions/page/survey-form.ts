import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { Answers } from '../../domain/questionnaires/answers.ts'
import type { Questionnaire } from '../../domain/questionnaires/questionnaire.ts'
import type { Typed } from './survey-html.ts'

/** Twenty answers of two thousand characters, each written as nine. */
const largest = 400_000
const prefix = 'a.'

export type Posted = { readonly typed: Typed; readonly fromMail: boolean }

/** A form as browsers send it. Of a name that comes twice the first counts. */
export const postedIn = (event: APIGatewayProxyEventV2): Result<Posted, 'large' | 'form'> => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.byteLength > largest) return refuse('large')
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(event.headers['content-type'] ?? '')) return refuse('form')
  const fields = new URLSearchParams(bytes.toString('utf8'))
  const names = [...new Set(fields.keys())].filter((name) => name.startsWith(prefix))
  const typed = names.map((name) => [name.slice(prefix.length), fields.get(name) ?? ''] as const).filter(([, value]) => value.trim() !== '')
  return ok({ typed: Object.fromEntries(typed), fromMail: fields.get('from') === 'mail' })
}

const answerFrom = ({ questions }: Questionnaire, key: string, value: string): string | number => {
  const question = questions.find((one) => one.key === key)
  return question && question.kind !== 'text' && /^\d{1,3}$/.test(value) ? Number(value) : value
}

const ruleOf = ({ code, params }: { readonly code: string; readonly params?: Readonly<Record<string, unknown>> | undefined }): string => {
  const rule = params?.['code']
  return typeof rule === 'string' ? rule : code
}

/** What was typed as answers, or by the key of each question what is wrong with its text. */
export const answersIn = (questionnaire: Questionnaire, typed: Typed): Result<Answers, Readonly<Record<string, string>>> => {
  const values = Object.entries(typed).map(([key, value]) => [key, answerFrom(questionnaire, key, value)] as const)
  const unknown = values.find(([key]) => !questionnaire.questions.some((question) => question.key === key))
  if (unknown) return refuse({ '': 'answer.no_such_question' })
  const checked = values.map(([key, value]) => [key, Answers.valueType.safeParse(value)] as const)
  const faults = checked.flatMap(([key, { error }]) => (error ? [[key, textFault(error.issues)] as const] : []))
  if (faults.length > 0) return refuse(Object.fromEntries(faults))
  return ok(Object.fromEntries(checked.flatMap(([key, { data }]) => (data === undefined ? [] : [[key, data] as const]))))
}

type Issue = {
  readonly code: string
  readonly errors?: readonly (readonly Issue[])[]
  readonly params?: Readonly<Record<string, unknown>> | undefined
}

/** A text is one of two things that an answer may be; why it is no text stands inside. */
const textFault = (issues: readonly Issue[]): string => {
  const inner = issues.flatMap(({ errors }) => errors?.flat() ?? []).find(({ code }) => code === 'custom') ?? issues[0]
  return inner ? ruleOf(inner) : 'answer.not_text'
}
