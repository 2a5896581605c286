import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context, Decider } from '../../domain/kernel/decider.ts'
import { contextOf } from './context.ts'

type Typed = { readonly type: string }

type Noun<State, Command, Event extends Typed, Refusal> = {
  readonly decider: Decider<State, Command, Event, Refusal>
  /** Where each story starts; the decider's initial state unless said. */
  readonly from?: NoInfer<State>
  readonly commands: fc.Arbitrary<Command>
  readonly contexts?: fc.Arbitrary<Context>
  /** Every type of the event union, to see that each can happen. */
  readonly events: readonly Event['type'][]
  /** Events that are kept for the record alone, such as a reveal: they leave the state as it is. */
  readonly recordOnly?: readonly Event['type'][]
}

type Step<Command> = readonly [Command, Context]
type Happened<State, Event> = { readonly before: State; readonly event: Event; readonly after: State }

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value))
    for (const part of Object.values(Object.freeze(value))) frozen(part)
  return value
}

/** Plays commands one after the other, on frozen states, and tells each event with the state before and after it. */
const play = <State, Command, Event, Refusal>(
  decider: Decider<State, Command, Event, Refusal>,
  from: State,
  steps: readonly Step<Command>[],
) => {
  const happened: Happened<State, Event>[] = []
  let state = frozen(from)
  for (const [command, context] of steps) {
    const decided = decider.decide(state, frozen(command), frozen(context))
    expect(decider.decide(state, command, context), 'deciding twice gives the same').toEqual(decided)
    for (const event of decided.ok ? decided.value : []) {
      const after = frozen(decider.evolve(state, frozen(event)))
      happened.push({ before: state, event, after })
      state = after
    }
  }
  return happened
}

/** The laws that hold for the decider of every noun, whatever commands it is given, in whatever order. */
export const keepsTheLaws = <State, Command, Event extends Typed, Refusal>(name: string, noun: Noun<State, Command, Event, Refusal>) => {
  const { decider, from = decider.initial, contexts = fc.constant(contextOf()), events, recordOnly = [] } = noun
  const stories = fc.array(fc.tuple(noun.commands, contexts), { maxLength: 12 })
  const sampled = () => fc.sample(stories, { numRuns: 400, seed: 1 }).flatMap((steps) => play(decider, from, steps))

  describe(`the laws of ${name}`, () => {
    it('deciding never throws, changes nothing, and says the same when asked twice', () => {
      fc.assert(fc.property(stories, (steps) => void play(decider, from, steps)))
    })

    it('every event of the union can happen, and no other', () => {
      expect([...new Set(sampled().map(({ event }) => event.type))].sort()).toEqual([...events].sort())
    })

    it('no decision emits an event that leaves the state as it was, save those kept for the record alone', () => {
      const silent = sampled().filter(({ before, after }) => isDeepStrictEqual(before, after))
      expect([...new Set(silent.map(({ event }) => event.type))].sort()).toEqual([...recordOnly].sort())
    })

    it('evolving never throws, whatever has happened, even what could not have', () => {
      const pool = sampled().map(({ event }) => event)
      fc.assert(
        fc.property(fc.constantFrom(from, decider.initial), fc.array(fc.constantFrom(...pool), { maxLength: 12 }), (start, past) => {
          past.reduce((state, event) => frozen(decider.evolve(state, event)), start)
        }),
      )
    })
  })
}
