import type { Instant } from '../../domain/kernel/instant.ts'
import type { Link } from '../../domain/templates/fields.ts'
import { readToken, signToken } from './public-token.ts'

const secondsOf = (until: string): number => Math.floor(Date.parse(until) / 1000)

/**
 * The token behind which a page shows `id` without a login, until the moment given, or for good. What the API shows it shows by the
 * rights of whoever signs in, so that nothing needs a signature.
 */
export const linkToken = (key: Uint8Array, { page, id, until }: Link): string =>
  page === 'v1' ? id : signToken(key, page, [id, until === undefined ? '' : secondsOf(until).toString(36)])

type Opened = { readonly id: string; readonly expired: boolean }

/** What a token of this page opens; undefined where it is not one of ours. Whether an expired one still says something is the page's affair. */
export const openLink = (
  key: Uint8Array,
  page: string,
  { token, now }: { readonly token: string; readonly now: Instant },
): Opened | undefined => {
  const [id, until = '', ...rest] = readToken(key, page, token) ?? []
  if (id === undefined || rest.length > 0) return undefined
  return { id, expired: until !== '' && Number.parseInt(until, 36) <= secondsOf(now) }
}
