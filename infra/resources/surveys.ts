import { improvementRoutes } from '../../functions/http/improvements.routes.ts'
import { questionnaireRoutes } from '../../functions/http/questionnaires.routes.ts'
import { suggestionRoutes } from '../../functions/http/suggestions.routes.ts'
import { surveyResultRoutes } from '../../functions/http/survey-results.routes.ts'
import { surveyRuleRoutes } from '../../functions/http/survey-rules.routes.ts'
import { surveyRoutes } from '../../functions/http/surveys.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const own = [
  'SURVEY#',
  'SURVEYS#',
  'SURVEYWAIT#',
  'SURVEYTURN#',
  'SURVEYRULE#',
  'QUESTIONNAIRE#',
  'SUGGESTION#',
  'IMPROVEMENT#',
  'IMPROVEMENTS#',
  'MESSAGE#',
  'IDEMPOTENCY#surveys',
]

export const mountSurveys = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Surveys', {
    house,
    gateway,
    entry: 'surveys',
    routes: {
      ...surveyRoutes,
      ...questionnaireRoutes,
      ...surveyRuleRoutes,
      ...surveyResultRoutes,
      ...suggestionRoutes,
      ...improvementRoutes,
    },
    impact: 'Staff can neither read what customers say of the service nor enter it, nor change who is asked what',
  })
  table.letRead(worker, { keys: [...own, 'SURVEYMONTH#', 'CUSTOMER#', 'CONTACT#', 'CLAIM#contact#', 'LIST#', 'TICKET#', 'EVENTS#'] })
  table.letQuery(worker, { keys: ['SURVEY#'], indexes: ['byAll'] })
  table.letWrite(worker, { keys: own })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
