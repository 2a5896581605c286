/**
 * The page of a survey: forms and HTML, so it is no operation of the API and stands in no description of it. Whoever has the
 * link may open it.
 */
export const surveyPageRoutes = { 'GET /s/{token}': { permission: 'public' }, 'POST /s/{token}': { permission: 'public' } } as const
