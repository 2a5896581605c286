import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Macro } from './macro.ts'

/** What can happen to a macro. `from` is how it stood before, null for a new one. */
export const MacroEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('macro.put'), from: Macro.nullable(), to: Macro, at: Instant, by: UserId }),
])
export type MacroEvent = z.infer<typeof MacroEvent>

export const evolve = (_: Macro | undefined, event: MacroEvent): Macro => event.to
