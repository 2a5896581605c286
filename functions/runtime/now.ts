import { type Instant, instantAt } from '../../domain/kernel/instant.ts'

/** What the clock says. Only those who put a context together ask it. */
export const now = (): Instant => instantAt(Date.now())
