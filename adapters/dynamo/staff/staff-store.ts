import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { emailKey } from '../../../domain/kernel/email.ts'
import { StaffEvent } from '../../../domain/staff/events.ts'
import type { StaffStore } from '../../../domain/staff/ports.ts'
import { StaffMember } from '../../../domain/staff/staff-member.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { staffKey } from './keys.ts'

/** What a colleague is to the store, for those who read it without opening it. */
export const keptStaff: Kept<typeof StaffMember, typeof StaffEvent> = {
  kind: 'staff',
  schema: StaffMember,
  events: StaffEvent,
  key: staffKey,
  addresses: ({ email }) => (email ? [{ pointer: '/email/address', kind: 'email', value: emailKey(email.address) }] : []),
  about: () => [],
}

/** What people have settled for themselves, with where their notices are mailed. */
export const staffStore = (table: Table, vault: Vault): StaffStore => recordStore(table, keptStaff, vault)
