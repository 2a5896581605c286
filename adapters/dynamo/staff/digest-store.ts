import { Digest } from '../../../domain/digests/digest.ts'
import { DigestEvent } from '../../../domain/digests/events.ts'
import type { Store } from '../../../domain/kernel/store.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { digestKey } from './keys.ts'

const kept: Kept<typeof Digest, typeof DigestEvent> = {
  kind: 'digest',
  schema: Digest,
  events: DigestEvent,
  key: digestKey,
  due: ({ nextAt }) => nextAt,
  about: () => [],
}

export const digestStore = (table: Table): Store<Digest | undefined, DigestEvent> => recordStore(table, kept)
