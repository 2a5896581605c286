import { createHash } from 'node:crypto'

/** A number from 0 to below 1 that is always the same for the same words: who does what on which day is settled by it. */
export const chance = (...words: readonly (string | number)[]): number =>
  createHash('sha256').update(words.join('\n')).digest().readUIntBE(0, 6) / 2 ** 48
