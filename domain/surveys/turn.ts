import type { Instant } from '../kernel/instant.ts'

/** Under what id somebody is asked, and when they last were. */
export type Turn = { readonly id: string; readonly askedAt: Instant | undefined }

/** When somebody was last asked, under whichever id. */
export const lastAskedIn = (turns: readonly Turn[]): Instant | undefined =>
  turns
    .flatMap(({ askedAt }) => askedAt ?? [])
    .sort()
    .at(-1)
