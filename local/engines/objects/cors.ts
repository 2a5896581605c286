import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { CorsRule } from './declared.ts'

const fits = (patterns: readonly string[], value: string): boolean => patterns.some((pattern) => pattern === '*' || pattern === value)

/** What a page of another origin may see of an answer, by the bucket's rules; nothing where none is for its origin and method. */
export const corsHeadersFor = ({ method, headers }: IncomingMessage, rules: readonly CorsRule[]): OutgoingHttpHeaders => {
  const { origin } = headers
  const wanted = headers['access-control-request-method'] ?? method ?? ''
  const rule = rules.find(({ AllowedOrigins, AllowedMethods }) => fits(AllowedOrigins, origin ?? '') && fits(AllowedMethods, wanted))
  if (!origin || !rule) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(rule.AllowedHeaders.length > 0 && { 'access-control-allow-headers': rule.AllowedHeaders.join(', ') }),
    ...(rule.ExposedHeaders.length > 0 && { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
    ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
    vary: 'Origin',
  }
}
