import * as z from 'zod'

/** A member that breaks a rule: `pointer` is a JSON pointer into what was written, `code` the rule's stable name. */
export type Finding = { readonly code: string; readonly pointer: string; readonly severity: 'block' | 'warn' }

export const block = (code: string, pointer: string): Finding => ({ code, pointer, severity: 'block' })
export const warn = (code: string, pointer: string): Finding => ({ code, pointer, severity: 'warn' })

/** A rule that was broken without stopping the change: which, and by which member (JSON pointer). */
export const Warning = z.strictObject({ code: z.string(), pointer: z.string() })
export type Warning = z.infer<typeof Warning>

/** What stops a change, and what is kept beside the record for a second look. */
export const judged = (found: readonly Finding[]): { readonly blocking: readonly Finding[]; readonly warnings: Warning[] } => ({
  blocking: found.filter(({ severity }) => severity === 'block'),
  warnings: found.filter(({ severity }) => severity === 'warn').map(({ code, pointer }) => ({ code, pointer })),
})

/** The member that a finding is about, the outermost one of its pointer. */
const memberOf = ({ pointer }: Finding): string => pointer.split('/')[1] ?? ''

/**
 * "A change answers for what it touches": a member that stood before, such as a class that has been retired since, does not
 * stop a change of another one.
 */
export const judgedChange = (found: readonly Finding[], changed: readonly string[]): ReturnType<typeof judged> =>
  judged(found.filter((one) => one.severity === 'warn' || changed.includes(memberOf(one))))
