import { digits } from '../table/digits.ts'
import type { Key } from '../table/table.ts'

/** Read or write the latest edition of a questionnaire, or list them all. */
export const questionnaireKey = (code: string): Key => ({ pk: 'QUESTIONNAIRE#all', sk: `STATE#${code}` })
export const latestEditions = { partition: 'QUESTIONNAIRE#all', prefix: 'STATE#' } as const

/** Read the edition of a questionnaire that somebody was asked. */
export const editionKey = (code: string, edition: number): Key => ({ pk: 'QUESTIONNAIRE#all', sk: `EDITION#${code}#${digits(edition)}` })

/** Read or write a rule that says which event has somebody asked, or read them all. */
export const surveyRuleKey = (code: string): Key => ({ pk: 'SURVEYRULE#all', sk: code })
export const allSurveyRules = (): string => 'SURVEYRULE#all'

/** Read or write one survey. */
export const surveyKey = (surveyId: string): Key => ({ pk: `SURVEY#${surveyId}`, sk: 'STATE' })

/** List the surveys of a customer or of a contact, the latest first. */
export const surveyOfKey = (askedId: string, at: string, surveyId: string): Key => ({
  pk: `SURVEYS#${askedId}`,
  sk: `${at}#${surveyId}`,
})
export const surveysOf = (askedId: string): string => `SURVEYS#${askedId}`

/** List the surveys of one status by the month in which they came about, the latest first; by whose customers is a filter. */
export const surveyListPartition = (status: string, month: string): string => `SURVEY/${status}/${month}`

/** Find the surveys that something which happens to a subject may make pointless. */
export const waitingSurveyKey = (subjectId: string, surveyId: string): Key => ({
  pk: `SURVEYWAIT#${subjectId}`,
  sk: surveyId,
})
export const surveysWaitingFor = (subjectId: string): string => `SURVEYWAIT#${subjectId}`

/** Hold when a contact or an individual was last asked, so that nobody is asked too often. */
export const surveyTurnKey = (askedId: string): Key => ({ pk: `SURVEYTURN#${askedId}`, sk: 'TURN' })

/** List the surveys that were sent in one month, each as a row, those of a team together. */
export const surveyRowKey = (month: string, team: string, surveyId: string): Key => ({
  pk: `SURVEYMONTH#${month}`,
  sk: `${team}#${surveyId}`,
})
export const surveysSentIn = (month: string): string => `SURVEYMONTH#${month}`
export const surveysOfTeam = (team: string): string => `${team}#`

/** Work out results: how many surveys of a month there are by owner, team and the like (`customers`) or by agent (`agents`). */
export const surveyCellKey = (month: string, cut: string, facets: string): Key => ({ pk: `SURVEYMONTH#${month}#${cut}`, sk: facets })
export const surveyCells = (month: string, cut: string): string => `SURVEYMONTH#${month}#${cut}`
