import { readToken, signToken } from './public-token.ts'

const page = 'calendar'

/** Behind whose link, and the how manyth of it, a calendar stands. A user id may hold any letter, an address may not. */
export const calendarToken = (key: Uint8Array, { user, series }: { readonly user: string; readonly series: number }): string =>
  signToken(key, page, [Buffer.from(user).toString('base64url'), String(series)])

/** Undefined for a token that is not ours, or was cut or altered. */
export const readCalendarToken = (key: Uint8Array, token: string) => {
  const [user, series, ...rest] = readToken(key, page, token) ?? []
  if (user === undefined || series === undefined || rest.length > 0) return undefined
  return { user: Buffer.from(user, 'base64url').toString(), series: Number(series) }
}
