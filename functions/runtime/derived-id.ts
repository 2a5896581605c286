import { createHash } from 'node:crypto'
import { base32 } from '../../domain/kernel/base32.ts'
import { type IdKind, idPrefixes } from '../../domain/kernel/ids.ts'

/** The id of what comes of a cause: the same cause brings the same thing into being, however often it is told. */
export const derivedId = (kind: IdKind, cause: string): string =>
  `${idPrefixes[kind]}_${base32(createHash('sha256').update(`${kind}\n${cause}`).digest())}`
