import { expect } from 'vitest'
import type { Context, Decider } from '../../domain/kernel/decider.ts'
import { contextOf } from './context.ts'

/**
 * Tells decisions as stories: `given(...events).when(command, context)` and then `.thenEvents(...)`, `.thenNothing()` or
 * `.thenRefused(code, facts)`. `state` is what the past makes of `from`, and `after` what it is once the command is decided:
 * a refusal changes nothing.
 */
export const stories = <State, Command, Event, Refusal extends { readonly code: string }>(
  decider: Decider<State, Command, Event, Refusal>,
  from: NoInfer<State> = decider.initial,
) => ({
  given: (...past: readonly Event[]) => {
    const state = past.reduce(decider.evolve, from)
    const when = (command: Command, context: Context = contextOf()) => {
      const decided = decider.decide(state, command, context)
      return {
        decided,
        after: decided.ok ? decided.value.reduce(decider.evolve, state) : state,
        thenEvents: (...events: readonly Event[]) => expect(decided).toEqual({ ok: true, value: events }),
        thenNothing: () => expect(decided).toEqual({ ok: true, value: [] }),
        thenRefused: (code: Refusal['code'], facts: Readonly<Record<string, unknown>> = {}) =>
          expect(decided).toMatchObject({ ok: false, error: { code, ...facts } }),
      }
    }
    return { state, when }
  },
})
