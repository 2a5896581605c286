import type { Assembly } from '../assembly/assembly.ts'
import type { JsonObject } from '../assembly/json.ts'
import { declared } from '../assembly/kind.ts'
import { nameOfArn } from '../assembly/place.ts'
import { matches } from './event-pattern.ts'
import { transformed } from './input-transformer.ts'
import { ruleKind } from './rule-kind.ts'

/** What of an event goes to which function, queue or topic, as text. */
type Routed = { readonly target: string; readonly input: string }

/** Event buses of the templates: each event goes to the targets of those rules whose pattern it fits, as each target wants it. */
export const eventRules = (assembly: Assembly): ((bus: string, event: JsonObject) => readonly Routed[]) => {
  const rules = declared(assembly, ruleKind).flatMap(({ given: { EventPattern: pattern, EventBusName, State, Targets } }) =>
    pattern && State !== 'DISABLED' ? [{ pattern, bus: nameOfArn(EventBusName), targets: Targets }] : [],
  )
  return (bus, event) =>
    rules
      .filter((rule) => rule.bus === nameOfArn(bus) && matches(rule.pattern, event))
      .flatMap(({ targets }) =>
        targets.map(({ Arn: target, Input, InputTransformer: transformer }) => ({
          target,
          input: transformer ? transformed(transformer, event) : (Input ?? JSON.stringify(event)),
        })),
      )
}
