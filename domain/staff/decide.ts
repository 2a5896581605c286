import { isDeepStrictEqual } from 'node:util'
import type * as z from 'zod'
import type { Context, Decider } from '../kernel/decider.ts'
import { type Email, emailKey } from '../kernel/email.ts'
import { StaffId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { days } from '../kernel/later.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { evolve, mostCodes, type StaffEvent } from './events.ts'
import { firmSettings, type StaffMember, type StaffPatch, StaffSettings } from './staff-member.ts'

/** A person's settings are their own: `id` is that of whoever asks, and there is no command for anybody else's. */
export type StaffCommand = { readonly id: string } & (
  | { readonly type: 'settle'; readonly patch: StaffPatch }
  | { readonly type: 'name email'; readonly address: Email }
  /** `matches`: whether the code given is the one that was sent when the address was named at `namedAt`. */
  | { readonly type: 'confirm email'; readonly namedAt: Instant | undefined; readonly matches: boolean }
  | { readonly type: 'drop email' }
)

export type StaffRefusal =
  | { readonly code: 'request.invalid'; readonly issues: readonly z.core.$ZodIssue[] }
  | { readonly code: 'staff.no_email' | 'staff.too_many_codes' | 'staff.code_expired' }

type State = StaffMember | undefined
type Decision = Result<readonly StaffEvent[], StaffRefusal>
type Who = { readonly id: StaffId; readonly user: string; readonly at: Instant }

const since = (earlier: Instant, later: Instant): number => Date.parse(later) - Date.parse(earlier)

const settle = (state: State, patch: StaffPatch, who: Who): Decision => {
  const before = state?.settings ?? firmSettings
  const settings = StaffSettings.safeParse(mergePatch(before, patch))
  if (!settings.success) return refuse({ code: 'request.invalid', issues: settings.error.issues })
  return ok(isDeepStrictEqual(before, settings.data) ? [] : [{ type: 'staff.settled', ...who, settings: settings.data }])
}

/** "Nobody has a stranger's mailbox filled with codes." An address that is confirmed already needs none. */
const nameEmail = (state: State, address: Email, who: Who): Decision => {
  const { email, codes = [] } = state ?? {}
  if (email?.confirmedAt !== undefined && emailKey(email.address) === emailKey(address)) return ok([])
  if (codes.filter((at) => since(at, who.at) < days).length >= mostCodes) return refuse({ code: 'staff.too_many_codes' })
  return ok([{ type: 'staff.email_named', ...who, address }])
}

/** So many wrong codes end it: eight digits are not found by trying. */
const mostWrong = 5

/** "Notices go to an address whose owner has answered from it." A wrong code is counted; one for a naming that was overtaken says nothing. */
const confirmEmail = (state: State, { namedAt, matches }: Extract<StaffCommand, { type: 'confirm email' }>, who: Who): Decision => {
  const email = state?.email
  if (!email) return refuse({ code: 'staff.no_email' })
  if (email.confirmedAt !== undefined) return ok([])
  if (email.wrong >= mostWrong || since(email.namedAt, who.at) > days) return refuse({ code: 'staff.code_expired' })
  if (email.namedAt !== namedAt) return ok([])
  return ok([{ type: matches ? 'staff.email_confirmed' : 'staff.email_code_wrong', ...who }])
}

const decide = (state: State, command: StaffCommand, { now, actor }: Context): Decision => {
  const who = { id: StaffId.parse(command.id), user: actor.id, at: now }
  switch (command.type) {
    case 'settle':
      return settle(state, command.patch, who)
    case 'name email':
      return nameEmail(state, command.address, who)
    case 'confirm email':
      return confirmEmail(state, command, who)
    case 'drop email':
      return ok(state?.email ? [{ type: 'staff.email_dropped', ...who }] : [])
  }
}

export const staff: Decider<State, StaffCommand, StaffEvent, StaffRefusal> = { initial: undefined, decide, evolve }
