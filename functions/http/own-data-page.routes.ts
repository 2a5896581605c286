/**
 * The page on which contacts and individuals see to their own data: forms and HTML, so it is no operation of the API and stands in no description
 * of it. Whoever has the link may open it.
 */
export const ownDataPageRoutes = { 'GET /c/{token}': { permission: 'public' }, 'POST /c/{token}': { permission: 'public' } } as const
