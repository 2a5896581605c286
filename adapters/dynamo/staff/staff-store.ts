import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { StaffEvent } from '../../../domain/staff/events.ts'
import type { StaffStore } from '../../../domain/staff/ports.ts'
import { StaffMember } from '../../../domain/staff/staff-member.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { staffKey } from './keys.ts'

const kept: Kept<typeof StaffMember, typeof StaffEvent> = {
  kind: 'staff',
  schema: StaffMember,
  events: StaffEvent,
  key: staffKey,
  about: () => [],
}

/** What people have settled for themselves, with where their notices are mailed. */
export const staffStore = (table: Table, vault: Vault): StaffStore => recordStore(table, kept, vault)
