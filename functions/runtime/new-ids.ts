import { ulid } from 'ulid'
import { type IdKind, idPrefixes } from '../../domain/kernel/ids.ts'

export type NewIds = {
  /** An id for what this request brings into being; the same one when the request is repeated under its Idempotency-Key. */
  readonly newId: (kind: IdKind) => Promise<string>
  /** Whether this very request has thought the id up, so that nothing can be kept under it yet. */
  readonly isNew: (id: string) => boolean
}

/** The ids of one request. `repeated` gives what follows the prefix where the request may be repeated: it may have been here before. */
export const newIds = (repeated: (() => Promise<string>) | undefined): NewIds => {
  const thoughtUp = new Set<string>()
  return {
    newId: async (kind) => {
      if (repeated) return `${idPrefixes[kind]}_${await repeated()}`
      const id = `${idPrefixes[kind]}_${ulid()}`
      thoughtUp.add(id)
      return id
    },
    isNew: (id) => thoughtUp.has(id),
  }
}
