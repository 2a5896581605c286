import { Digest } from '../../domain/digests/digest.ts'
import { DigestEvent } from '../../domain/digests/events.ts'
import type { Store } from '../../domain/kernel/store.ts'
import type { Kept } from './kept.ts'
import { digestKey } from './keys.ts'
import { recordStore } from './record-store.ts'
import type { Table } from './table.ts'

const kept: Kept<typeof Digest, typeof DigestEvent> = {
  kind: 'digest',
  schema: Digest,
  events: DigestEvent,
  key: digestKey,
  due: ({ nextAt }) => nextAt,
  about: () => [],
}

export const digestStore = (table: Table): Store<Digest | undefined, DigestEvent> => recordStore(table, kept)
