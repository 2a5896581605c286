import * as z from 'zod'
import { eventRights } from '../access/event-rights.ts'
import { type Actor, may } from '../kernel/actor.ts'
import { rule } from '../kernel/rule.ts'

/** The kinds of record whose events a webhook may be told: all that have a right of their own by which they are read. */
export const offeredKinds: readonly string[] = [...eventRights.keys()]

/** The event by which a webhook is tried out. It reaches the webhook that was asked for, whatever it listens to, and no other. */
export const pingType = 'webhook.ping'

const everything = '*'
const kindOf = (pattern: string): string => pattern.split('.')[0] ?? ''

/** What a webhook listens to: `*`, every event of a kind (`customer.*`), or one event (`customer.registered`). */
export const EventPattern = z
  .string()
  .max(100)
  .check(rule('webhook.pattern_malformed', (value) => /^(\*|[a-z_]+\.(\*|[a-z_]+))$/.test(value)))
  .check(rule('webhook.kind_unknown', (value) => value === everything || offeredKinds.includes(kindOf(value))))
  .meta({ class: 'internal', description: '`*`, every event of a kind (`customer.*`), or one event (`customer.registered`)' })

/** The kinds of record that somebody may be told of, by the rights that they hold. */
export const hearableBy = (actor: Actor): readonly string[] => offeredKinds.filter((kind) => may(actor, eventRights.get(kind) ?? ''))

/** Those of the patterns that ask for a kind that is not among `hears`; `*` asks for whatever there is. */
export const beyond = (patterns: readonly string[], hears: readonly string[]): readonly number[] =>
  patterns.flatMap((pattern, at) => (pattern === everything || hears.includes(kindOf(pattern)) ? [] : [at]))

const fits = (pattern: string, type: string): boolean =>
  pattern === everything || pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1)))

export type Listening = { readonly eventTypes: readonly string[]; readonly hears: readonly string[] }
type Heard = { readonly type: string; readonly subject: { readonly kind: string } }

/** "A webhook is told what it asked for, of the kinds that whoever set it up could read." Of webhooks themselves it is told nothing. */
export const listensTo = ({ eventTypes, hears }: Listening, { type, subject }: Heard): boolean =>
  hears.includes(kindOf(type)) && hears.includes(subject.kind) && eventTypes.some((pattern) => fits(pattern, type))

/** "What was due to a webhook that listens to it no longer does not go out any more", but for the event by which it is tried out. */
export const stillHears = (listening: Listening, heard: Heard): boolean => heard.type === pingType || listensTo(listening, heard)
