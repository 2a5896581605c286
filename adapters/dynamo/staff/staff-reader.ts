import * as z from 'zod'
import { masked } from '../../../domain/kernel/care/marks.ts'
import type { StaffStore } from '../../../domain/staff/ports.ts'
import { StaffMember } from '../../../domain/staff/staff-member.ts'
import type { Table } from '../table/table.ts'
import { staffKey } from './keys.ts'

const Stored = z.looseObject({
  version: z.int(),
  get state() {
    return masked(StaffMember)
  },
})

/** What people have settled, their addresses masked, for functions that change none of it and have no vault. */
export const staffReader = (table: Table): Pick<StaffStore, 'read'> => ({
  read: async (id) => {
    const item = await table.get(staffKey(id))
    if (!item) return undefined
    const { state, version } = Stored.parse(item)
    return { state, version }
  },
})
