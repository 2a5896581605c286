import type { Settings } from './settings.ts'

/**
 * What callers without a token may take of the rate that the stage has, by the first part of their path: whoever floods one door fills
 * up that door, and neither another one nor the rate of those who work. Surveys go out in waves, and machines come in bursts.
 */
const shares: Readonly<Record<string, number>> = {
  $default: 0.1,
  c: 0.1,
  calendar: 0.1,
  contact: 0.1,
  docs: 0.1,
  doors: 0.25,
  healthz: 0.1,
  'openapi.json': 0.05,
  s: 0.25,
  u: 0.1,
}

/** The limit of one public route, as a stage writes it. Throws where nobody has thought of one. */
export const publicLimit = (routeKey: string, { requestsPerSecond, burst }: Pick<Settings, 'requestsPerSecond' | 'burst'>) => {
  const door = routeKey.split('/')[1] ?? routeKey
  const share = shares[door]
  if (share === undefined) throw new Error(`${routeKey} is open to everyone and has no limit of its own`)
  return { ThrottlingRateLimit: Math.max(1, requestsPerSecond * share), ThrottlingBurstLimit: Math.max(1, Math.floor(burst * share)) }
}
