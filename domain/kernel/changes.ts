import { isDeepStrictEqual } from 'node:util'

type Members = Readonly<Record<string, unknown>>

/** The members in which two forms of one thing differ, as they were and as they are; null where there was or is none. */
export type Changes = { readonly members: readonly string[]; readonly from: Members; readonly to: Members }

export const changesBetween = (before: Members, after: Members): Changes => {
  const members = Object.keys({ ...before, ...after }).filter((member) => !isDeepStrictEqual(before[member], after[member]))
  const only = (whole: Members) => Object.fromEntries(members.map((member) => [member, whole[member] ?? null]))
  return { members, from: only(before), to: only(after) }
}
