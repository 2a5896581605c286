import { TeamQueueEvent } from '../../../domain/team-queues/events.ts'
import type { TeamQueueStore } from '../../../domain/team-queues/ports.ts'
import { TeamQueue } from '../../../domain/team-queues/team-queue.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { teamQueueKey } from './keys.ts'

const kept: Kept<typeof TeamQueue, typeof TeamQueueEvent> = {
  kind: 'team_queue',
  schema: TeamQueue,
  events: TeamQueueEvent,
  key: teamQueueKey,
  due: ({ unattended }) => unattended?.lookAt,
  about: () => [],
}

export const teamQueueStore = (table: Table): TeamQueueStore => recordStore(table, kept)
