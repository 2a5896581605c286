import type { Store } from '../kernel/store.ts'
import type { TeamQueueEvent } from './events.ts'
import type { TeamQueue } from './team-queue.ts'

export type TeamQueueStore = Store<TeamQueue | undefined, TeamQueueEvent>
