/** A route key of the HTTP API made ready for matching. `segments` are literals, `{name}`, or at the end `{name+}`. */
type Pattern<Target> = { readonly segments: readonly string[]; readonly target: Target }
export type Match<Target> = { readonly target: Target; readonly parameters: Readonly<Record<string, string>> | undefined }
export type Matcher<Target> = (method: string, path: string) => Match<Target> | undefined

const isGreedy = (segment: string | undefined): boolean => segment?.endsWith('+}') ?? false
const isParameter = (segment: string | undefined): boolean => segment?.startsWith('{') ?? false
const nameOf = (segment: string): string => segment.replace(/^\{|\+?\}$/g, '')

/** Literals before parameters before greedy ones, position by position: the most specific route wins, as API Gateway has it. */
const rank = (segments: readonly string[]): string =>
  segments.map((segment) => (isGreedy(segment) ? '2' : isParameter(segment) ? '1' : '0')).join('')

const capture = ({ segments }: Pattern<unknown>, parts: readonly string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {}
  for (const [index, segment] of segments.entries()) {
    const part = parts[index]
    if (part === undefined) return undefined
    if (isGreedy(segment)) {
      parameters[nameOf(segment)] = parts.slice(index).map(decodeURIComponent).join('/')
      return parameters
    }
    if (isParameter(segment)) parameters[nameOf(segment)] = decodeURIComponent(part)
    else if (segment !== part) return undefined
  }
  return segments.length === parts.length ? parameters : undefined
}

/** Matches requests to route keys (`GET /v1/customers/{customerId}`, `ANY /{proxy+}`, `$default`). */
export const createMatcher = <Target>(routes: ReadonlyMap<string, Target>): Matcher<Target> => {
  const exact = new Map<string, Target>()
  const patterns = new Map<string, Pattern<Target>[]>()
  for (const [key, target] of routes) {
    const [method = '', path = ''] = key.split(' ')
    const segments = path.split('/')
    if (!segments.some(isParameter)) exact.set(key, target)
    else
      patterns.set(
        method,
        [...(patterns.get(method) ?? []), { segments, target }].sort((a, b) => (rank(a.segments) < rank(b.segments) ? -1 : 1)),
      )
  }
  const among = (method: string, parts: readonly string[]): Match<Target> | undefined => {
    for (const pattern of patterns.get(method) ?? []) {
      const parameters = capture(pattern, parts)
      if (parameters) return { target: pattern.target, parameters }
    }
    return undefined
  }
  const fallback = routes.get('$default')
  return (method, path) => {
    const literal = exact.get(`${method} ${path}`) ?? exact.get(`ANY ${path}`)
    if (literal) return { target: literal, parameters: undefined }
    const parts = path.split('/')
    return among(method, parts) ?? among('ANY', parts) ?? (fallback && { target: fallback, parameters: undefined })
  }
}
