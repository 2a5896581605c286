import type { IncomingMessage } from 'node:http'

const isLocal = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')

/** A page of another site that a browser has open could reach this port, by a name that it makes point here; such a request names that site. */
export const isForeign = ({ headers: { host, origin } }: IncomingMessage): boolean =>
  !isLocal(host) || (origin !== undefined && origin !== `http://${host}`)
