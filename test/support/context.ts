import { permissions } from '../../domain/access/roles.ts'
import type { Actor } from '../../domain/kernel/actor.ts'
import { fieldClasses } from '../../domain/kernel/care/field-class.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { Instant } from '../../domain/kernel/instant.ts'

/** Somebody who may do and see everything, unless the test says otherwise. */
export const actorOf = (facts: Partial<Actor> = {}): Actor => ({
  id: 'usr_test',
  roles: ['admin'],
  permissions,
  sees: fieldClasses,
  reveals: fieldClasses,
  reach: { kind: 'all' },
  ...facts,
})

type Facts = { readonly now?: string; readonly actor?: Partial<Actor>; readonly why?: string; readonly traceId?: string }

/** The surroundings of a decision in a test: a Saturday morning, an actor with every right, and what the test changes of it. */
export const contextOf = ({ now = '2026-11-21T08:30:00.000Z', actor, why, traceId = 'trace-test' }: Facts = {}): Context => ({
  now: Instant.parse(now),
  actor: actorOf(actor),
  why,
  traceId,
})
