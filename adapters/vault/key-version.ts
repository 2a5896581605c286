import { randomUUID } from 'node:crypto'

/**
 * The name of a version made at this moment (milliseconds since 1970): a UUID of version 7 (RFC 9562, 5.7), which begins with
 * it. KMS binds the name to the key, so nobody who can write to the key store makes an old key pass for a young one.
 */
export const newVersion = (now: number): string => {
  const moment = now.toString(16).padStart(12, '0')
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7${randomUUID().slice(15)}`
}

/** When a version was made; the beginning of 1970 for one whose name does not say, as all were named before keys rotated by age. */
export const madeAt = (version: string): number =>
  version[14] === '7' ? Number.parseInt(version.slice(0, 8) + version.slice(9, 13), 16) : 0
