import { surveyPageRoutes } from '../../functions/http/survey-page.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** The page that customers answer on. It may read surveys and questionnaires, and write what was answered with its event. */
export const mountSurveyPage = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'SurveyPage', {
    house,
    gateway,
    entry: 'survey-page',
    routes: surveyPageRoutes,
    impact: 'Customers who were asked how it was cannot open the questionnaire or send their answers',
  })
  table.letRead(worker, { keys: ['SURVEY#', 'QUESTIONNAIRE#'] })
  table.letPut(worker, { keys: ['SURVEY#', 'EVENTS#svy_', 'EVENTS#cus_'] })
  vault.letSignLinks(worker)
}
