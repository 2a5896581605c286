import { eventTypes as known } from '../access/event-types.ts'
import type { Actor } from '../kernel/actor.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { beyond, hearableBy } from './event-types.ts'
import { type Reachable, targetFault } from './target.ts'

/** "Nobody is sent by machine what they could not read by hand." */
const typesWithinRights = (eventTypes: readonly string[], actor: Actor): readonly Finding[] =>
  beyond(eventTypes, hearableBy(actor)).map((at) => block('webhook.beyond_rights', `/eventTypes/${at}`))

/** "Who waits for what never happens is to know it at once." Whole kinds and `*` are known by their kind already. */
export const typesExist = (eventTypes: readonly string[]): readonly Finding[] =>
  eventTypes.flatMap((pattern, at) =>
    pattern.includes('*') || known.has(pattern) ? [] : [block('webhook.event_unknown', `/eventTypes/${at}`)],
  )

/** "A webhook points to the public internet, over HTTPS." */
const targetIsPublic = (url: string, reachable: Reachable): readonly Finding[] => {
  const fault = targetFault(url, reachable)
  return fault ? [block(fault, '/url')] : []
}

/** What is wrong with a webhook as somebody wants to set it up. */
export const faultsIn = (
  { url, eventTypes }: { readonly url: string; readonly eventTypes: readonly string[] },
  { actor, reachable }: { readonly actor: Actor; readonly reachable: Reachable },
): readonly Finding[] => [...targetIsPublic(url, reachable), ...typesWithinRights(eventTypes, actor)]
