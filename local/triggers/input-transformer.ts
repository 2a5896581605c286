import { isList, isObject, type Json, type JsonObject } from '../assembly/json.ts'
import type { InputTransformer } from './rule-kind.ts'

/** A path such as `$.detail.mail.tags.message[0]`: members and places in lists, which is what EventBridge knows of JSON Path but for `*`. */
const valueAt = (event: JsonObject, path: string): Json | undefined => {
  const steps = path.replace(/^\$\.?/, '').match(/[^.[\]]+/g) ?? []
  return steps.reduce<Json | undefined>((value, step) => {
    if (isList(value)) return value[Number(step)]
    return isObject(value) ? value[step] : undefined
  }, event)
}

/** As it stands inside of a text in quotes. */
const withinText = (value: Json | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value)

/**
 * What a rule makes of an event for its target: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html.
 * A variable alone stands for its value as JSON, one within quotes for its text. One that the event has not is left out, and with
 * it goes the form of what is around: a rule asks for what it hands on.
 */
export const transformed = ({ InputPathsMap: paths, InputTemplate: template }: InputTransformer, event: JsonObject): string => {
  const found = new Map(Object.entries(paths).map(([name, path]) => [name, valueAt(event, path)]))
  const filled = (text: string, form: (value: Json | undefined) => string): string =>
    text.replace(/<([^<>]+)>/g, (whole, name: string) => (found.has(name) ? form(found.get(name)) : whole))
  return template.replace(/"(?:[^"\\]|\\.)*"|<[^<>]+>/g, (part) =>
    part.startsWith('"') ? filled(part, withinText) : filled(part, (value) => (value === undefined ? '' : JSON.stringify(value))),
  )
}
