import * as z from 'zod'
import { Improvement, type Planned } from '../../../domain/improvements/improvement.ts'
import { OpenTask } from '../../../domain/tickets/open-task.ts'
import { VisitSummary } from '../../../domain/visits/summary.ts'
import { improvementKey, improvementsAt, improvementsOwnedBy } from '../improvements/keys.ts'
import { keyAttributes } from '../table/indexes.ts'
import type { Table } from '../table/table.ts'
import { taskListPartition } from '../tickets/keys.ts'
import { visitListPartition } from '../visits/keys.ts'

/** What of somebody's has a time, besides their reminders: a page of each, the earliest first, which holds more than a calendar shows. */

const VisitRow = z.looseObject({ summary: VisitSummary.strip() })
const TaskRow = z.looseObject({ summary: OpenTask })
const ImprovementLink = z.looseObject({ improvementId: z.string() })
const StoredImprovement = z.looseObject({ version: z.int(), state: Improvement })

/** The visits that are planned, and that they are to make. */
export const plannedVisits =
  (table: Table) =>
  async (user: string, most: number): Promise<readonly VisitSummary[]> => {
    const partition = visitListPartition('planned', 'owner', user)
    const { items } = await table.query({ index: 'byOwner', partition, limit: most })
    return items.map((item) => VisitRow.parse(item).summary)
  }

/** What they are asked by name for tickets. */
export const tasksAskedOf =
  (table: Table) =>
  async (user: string, most: number): Promise<readonly OpenTask[]> => {
    const { items } = await table.query({ index: 'byOwner', partition: taskListPartition('owner', user), limit: most })
    return items.map((item) => TaskRow.parse(item).summary)
  }

/** The improvements that they are to make, with the version at which each stands. */
export const plannedImprovements =
  (table: Table) =>
  async (user: string, most: number): Promise<readonly { readonly improvement: Planned; readonly version: number }[]> => {
    const prefix = [keyAttributes.sort, improvementsAt('planned')] as const
    const { items } = await table.query({ partition: improvementsOwnedBy(user), prefix, limit: most })
    const found = await table.getMany(items.map((item) => improvementKey(ImprovementLink.parse(item).improvementId)))
    return found.flatMap((item) => {
      if (!item) return []
      const { state, version } = StoredImprovement.parse(item)
      return state.status === 'planned' ? [{ improvement: state, version }] : []
    })
  }
