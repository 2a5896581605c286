/** The page by which anybody writes to the desk: a form and HTML, so it is no operation of the API. */
export const contactPageRoutes = { 'GET /contact': { permission: 'public' }, 'POST /contact': { permission: 'public' } } as const
