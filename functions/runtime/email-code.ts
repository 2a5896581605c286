import { createHmac, timingSafeEqual } from 'node:crypto'

/** Which naming of an address a code is for: the next one has another. */
type Naming = { readonly id: string; readonly namedAt: string }

/** The eight digits that confirm a person's address. They are worked out wherever they are needed and kept nowhere. */
export const emailCode = (key: Uint8Array, { id, namedAt }: Naming): string =>
  String(createHmac('sha256', key).update(`${id}\n${namedAt}`).digest().readUIntBE(0, 6) % 100_000_000).padStart(8, '0')

/** Takes as long whichever digit is wrong. */
export const isCode = (given: string, code: string): boolean =>
  given.length === code.length && timingSafeEqual(Buffer.from(given), Buffer.from(code))
