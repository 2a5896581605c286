import type { Link } from '../../../domain/templates/fields.ts'

/** An address of the API, such as those under which what a figure counts is listed, as a mail holds it. */
export const apiLink = (path: string): Link => ({ page: 'v1', id: path.replace(/^\/v1\//, '') })
