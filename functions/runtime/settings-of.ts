import type { SettingsOf, StaffStore } from '../../domain/staff/ports.ts'
import { confirmedAddress, firmSettings } from '../../domain/staff/staff-member.ts'
import { derivedId } from './derived-id.ts'

/** What people have settled, from a store that needs no vault: whether there is an address is seen by its mask. */
export const settingsIn =
  (staff: Pick<StaffStore, 'read'>): SettingsOf =>
  async (user) => {
    const member = (await staff.read(derivedId('staff', user), []))?.state
    return { settings: member?.settings ?? firmSettings, hasAddress: member !== undefined && confirmedAddress(member) !== undefined }
  }
