import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Actor } from '../../domain/kernel/actor.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { Language } from '../../domain/kernel/language.ts'
import { later } from '../../domain/kernel/later.ts'
import type { Answers } from '../../domain/questionnaires/answers.ts'
import type { ReadEdition } from '../../domain/questionnaires/ports.ts'
import { leadQuestion, type Questionnaire, scales } from '../../domain/questionnaires/questionnaire.ts'
import { surveys } from '../../domain/surveys/decide.ts'
import type { SurveyStore } from '../../domain/surveys/ports.ts'
import { changeableFor, type Survey } from '../../domain/surveys/survey.ts'
import { execute } from '../runtime/execute.ts'
import { languageOf } from '../runtime/language.ts'
import { openLink } from '../runtime/public-link.ts'
import type { PageAnswer } from './page-handler.ts'
import { answersIn, type Posted, postedIn } from './survey-form.ts'
import { formPage, noticePage, thanksPage, typedFrom } from './survey-html.ts'
import { securityHeaders } from './survey-style.ts'
import { type NoticeName, notices } from './survey-words.ts'

export type PagePorts = { readonly surveys: SurveyStore; readonly edition: ReadEdition; readonly key: () => Promise<Uint8Array> }
/** Who answers is known by the link alone. They may answer that survey, and nothing else is here to be done. */
const respondent: Actor = { id: 'respondent', roles: ['respondent'], permissions: [], sees: [], reveals: [], reach: { kind: 'own' } }

const shown = (statusCode: number, language: Language, body: string): PageAnswer => ({
  statusCode,
  headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8', 'content-language': language },
  body,
})

export const notice = (language: Language, name: NoticeName): PageAnswer =>
  shown(notices[name].status, language, noticePage(language, name))

/** "The language of the link, else that of the person, else that of the browser." */
export const languageFor = (event: APIGatewayProxyEventV2, survey?: Survey): Language =>
  Language.safeParse(event.queryStringParameters?.['lang']).data ?? survey?.language ?? languageOf(event.headers['accept-language'])

type Open = {
  readonly event: APIGatewayProxyEventV2
  readonly survey: Survey
  readonly questionnaire: Questionnaire
  readonly language: Language
  readonly now: Instant
}

/** The score that was clicked in the mail, if the question has it. */
const clickedIn = ({ event, questionnaire }: Open): number | undefined => {
  const lead = leadQuestion(questionnaire)
  const score = event.queryStringParameters?.['score'] ?? ''
  if (!lead || lead.kind === 'text' || !/^\d{1,2}$/.test(score)) return undefined
  const [lowest, highest] = scales[lead.kind]
  return Number(score) >= lowest && Number(score) <= highest ? Number(score) : undefined
}

const form = (open: Open, answers: Answers): PageAnswer => {
  const clicked = clickedIn(open)
  const { language, questionnaire } = open
  const lead = leadQuestion(questionnaire)?.key ?? ''
  const typed = { ...typedFrom(answers), ...(clicked !== undefined && { [lead]: String(clicked) }) }
  return shown(200, language, formPage({ language, questionnaire, typed, clicked, faults: {} }))
}

/** Opening a link changes nothing, since machines that look through mail open every one. */
const look = (open: Open): PageAnswer => {
  const { survey, language, now, event } = open
  switch (survey.status) {
    case 'sent':
    case 'reminded':
      return survey.expiresAt <= now ? notice(language, 'over') : form(open, {})
    case 'answered': {
      const changeable = later(survey.firstAt, changeableFor) > now
      const wished = event.queryStringParameters?.['change'] !== undefined || clickedIn(open) !== undefined
      return changeable && wished ? form(open, survey.answers) : shown(200, language, thanksPage(language, changeable))
    }
    case 'scheduled':
      return notice(language, 'unknown')
    case 'expired':
    case 'suppressed':
    case 'cancelled':
    case 'undeliverable':
      return notice(language, 'over')
  }
}

const faulty = ({ language, questionnaire }: Open, { typed }: Posted, faults: Readonly<Record<string, string>>): PageAnswer =>
  shown(422, language, formPage({ language, questionnaire, typed, clicked: undefined, faults }))

/** What is wrong by the key of its question, from pointers such as `/answers/overall`. */
const byKey = (findings: readonly { readonly code: string; readonly pointer: string }[]): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.map(({ code, pointer }) => [pointer.split('/')[2] ?? '', code]))

const take = async (ports: PagePorts, open: Open): Promise<PageAnswer> => {
  const { event, survey, questionnaire, language, now } = open
  const posted = postedIn(event)
  if (!posted.ok) return notice(language, posted.error)
  const answers = answersIn(questionnaire, posted.value.typed)
  if (!answers.ok) return faulty(open, posted.value, answers.error)
  const context: Context = { now, actor: respondent, traceId: event.requestContext.requestId }
  const mode = posted.value.fromMail ? 'mail_click' : 'online'
  const command = { type: 'answer', answers: answers.value, mode, questionnaire } as const
  const done = await execute(surveys, ports.surveys, { id: survey.id, command, context })
  // The answer to a form is another address, so that to load it again sends nothing again.
  if (done.ok) return { statusCode: 303, headers: { ...securityHeaders, location: `?lang=${language}` }, body: '' }
  switch (done.error.code) {
    case 'request.invalid':
      return faulty(open, posted.value, byKey(done.error.findings))
    case 'survey.over':
      return notice(language, 'over')
    case 'survey.answered':
      return notice(language, 'answered')
    case 'survey.not_found':
    case 'survey.not_sent':
    case 'survey.asked_recently':
      return notice(language, 'unknown')
    case 'version.conflict':
    case 'version.contended':
    case 'claim.taken':
      return notice(language, 'busy')
  }
}

/** The public page of one survey: shows the questions of whoever has its link, and takes their answers. */
export const surveyPage = async (ports: PagePorts, event: APIGatewayProxyEventV2, now: Instant): Promise<PageAnswer> => {
  const token = event.pathParameters?.['token'] ?? ''
  const link = openLink(await ports.key(), 's', { token, now })
  if (!link) return notice(languageFor(event), 'unknown')
  const survey = (await ports.surveys.load(link.id))?.state
  if (!survey) return notice(languageFor(event), 'unknown')
  const language = languageFor(event, survey)
  if (link.expired) return notice(language, 'over')
  const questionnaire = await ports.edition(survey.questionnaire)
  if (!questionnaire) throw new Failure(`the survey ${survey.id} asks by an edition that is not there`)
  const open = { event, survey, questionnaire, language, now }
  return event.requestContext.http.method === 'POST' ? take(ports, open) : look(open)
}
