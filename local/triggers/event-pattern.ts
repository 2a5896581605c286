import { isList, isObject, type Json, type JsonObject } from '../assembly/json.ts'

/** Event patterns as event source mappings filter by: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */

const compare: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

const isWithin = (bounds: Json | undefined, value: Json | undefined): boolean => {
  if (!isList(bounds) || typeof value !== 'number') return false
  for (let index = 0; index < bounds.length; index += 2)
    if (!compare[String(bounds[index])]?.(value, Number(bounds[index + 1]))) return false
  return true
}

const onText = (test: (value: string, wanted: string) => boolean) => (value: Json | undefined, wanted: Json) =>
  typeof value === 'string' && typeof wanted === 'string' && test(value, wanted)

const asRegExp = (wildcard: string): RegExp => new RegExp(`^${wildcard.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's')

const operators: Readonly<Record<string, (value: Json | undefined, wanted: Json) => boolean>> = {
  prefix: onText((value, wanted) => value.startsWith(wanted)),
  suffix: onText((value, wanted) => value.endsWith(wanted)),
  wildcard: onText((value, wanted) => asRegExp(wanted).test(value)),
  'equals-ignore-case': onText((value, wanted) => value.toLowerCase() === wanted.toLowerCase()),
  exists: (value, wanted) => (value !== undefined) === wanted,
  numeric: (value, wanted) => isWithin(wanted, value),
  'anything-but': (value, wanted) => value !== undefined && !(isList(wanted) ? wanted : [wanted]).some((rule) => meets(value, rule)),
}

const meets = (value: Json | undefined, rule: Json): boolean => {
  if (!isObject(rule)) return value === rule
  return Object.entries(rule).every(([name, wanted]) => operators[name]?.(value, wanted) ?? false)
}

const meetsAny = (value: Json | undefined, rules: readonly Json[]): boolean =>
  isList(value) ? value.some((entry) => rules.some((rule) => meets(entry, rule))) : rules.some((rule) => meets(value, rule))

/** Whether `event` fits the pattern: every member named is there and meets one of its rules. */
export const matches = (pattern: JsonObject, event: Json | undefined): boolean =>
  Object.entries(pattern).every(([name, rule]) => {
    if (name === '$or' && isList(rule)) return rule.some((branch) => isObject(branch) && matches(branch, event))
    const value = isObject(event) ? event[name] : undefined
    if (isList(rule)) return meetsAny(value, rule)
    return isObject(rule) && matches(rule, value)
  })
