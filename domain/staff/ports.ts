import type { FieldClass } from '../kernel/care/field-class.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { StaffEvent } from './events.ts'
import type { StaffMember, StaffSettings } from './staff-member.ts'

export type StaffStore = Store<StaffMember | undefined, StaffEvent> & {
  /** For those who only look: the address in the clear if `sees` holds `personal`, masked if not. */
  readonly read: (id: string, sees: readonly FieldClass[]) => Promise<Loaded<StaffMember> | undefined>
}

/** What a person has settled, for those who must not see their address: the firm's settings where they have settled nothing. */
export type SettingsOf = (user: string) => Promise<{ readonly settings: StaffSettings; readonly hasAddress: boolean }>
