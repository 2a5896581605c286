import { attributesOf } from './attributes.ts'
import { asText, isList, isObject, type Json, type JsonObject } from './json.ts'
import { account, type Place } from './place.ts'
import type { Stack } from './template.ts'

export type Scope = { readonly stack: Stack; readonly stacks: readonly Stack[]; readonly place: Place }
/** `undefined` is `AWS::NoValue`: the property is not there. */
type Resolved = Json | undefined
type Intrinsic = (argument: Json, scope: Scope) => Resolved

const pseudo = ({ place, stack }: Scope): Readonly<Record<string, Resolved>> => ({
  'AWS::AccountId': account,
  'AWS::Region': place.region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stack.name,
  'AWS::StackId': `arn:aws:cloudformation:${place.region}:${account}:stack/${stack.name}/local`,
  'AWS::NoValue': undefined,
  'AWS::NotificationARNs': [],
})

/** The property by which each type can be named in a template; others get a name from stack and logical id. */
const nameProperties = [
  'TableName',
  'QueueName',
  'TopicName',
  'BucketName',
  'FunctionName',
  'AliasName',
  'RoleName',
  'LogGroupName',
  'StageName',
  'Name',
] as const

export const physicalName = (id: string, scope: Scope): string => {
  const properties = scope.stack.Resources[id]?.Properties ?? {}
  const given = nameProperties.map((property) => properties[property]).find((value) => value !== undefined)
  if (given !== undefined) return asText(resolve(given, scope))
  const made = `${scope.stack.name}-${id}`
  const isBucket = scope.stack.Resources[id]?.Type === 'AWS::S3::Bucket'
  return isBucket ? made.toLowerCase() : properties['FifoQueue'] === true || properties['FifoTopic'] === true ? `${made}.fifo` : made
}

export const attributes = (id: string, scope: Scope) =>
  attributesOf({
    type: scope.stack.Resources[id]?.Type ?? '',
    name: physicalName(id, scope),
    path: `${scope.stack.name}/${id}`,
    place: scope.place,
  })

const ref = (name: string, scope: Scope): Resolved => {
  const known = pseudo(scope)
  if (name in known) return known[name]
  const parameter = scope.stack.Parameters[name]
  if (parameter) return parameter.Default ?? ''
  if (!scope.stack.Resources[name]) throw new Error(`${scope.stack.name} refers to ${name}, which is not in its template`)
  return attributes(name, scope).ref
}

const attribute = (id: string, name: string, scope: Scope): string => attributes(id, scope)[name] ?? `${id}.${name}`

const importValue = (name: string, scope: Scope): Resolved => {
  for (const stack of scope.stacks)
    for (const { Value, Export } of Object.values(stack.Outputs))
      if (Export && resolve(Export.Name, { ...scope, stack }) === name) return resolve(Value, { ...scope, stack })
  throw new Error(`${scope.stack.name} imports ${name}, which no stack exports`)
}

const substitute = (template: string, values: JsonObject, scope: Scope): string =>
  template.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (values[name] !== undefined) return asText(resolve(values[name], scope))
    const [id = '', ...rest] = name.split('.')
    return rest.length > 0 ? attribute(id, rest.join('.'), scope) : asText(ref(name, scope))
  })

const list = (value: Json, scope: Scope): readonly Json[] => {
  const resolved = resolve(value, scope)
  return isList(resolved) ? resolved : []
}

/** The API's address as a template writes it is this machine's. */
const localised = (text: string, { place }: Scope): string =>
  text.replace(/https:\/\/[0-9a-f]{10}\.execute-api\.[^/]+\.amazonaws\.com/, place.apiUrl)

const compare: Readonly<Record<string, (values: readonly Json[], scope: Scope) => boolean>> = {
  'Fn::Equals': ([a = null, b = null], scope) => asText(resolve(a, scope)) === asText(resolve(b, scope)),
  'Fn::And': (values, scope) => values.every((value) => holds(value, scope)),
  'Fn::Or': (values, scope) => values.some((value) => holds(value, scope)),
  'Fn::Not': ([value = null], scope) => !holds(value, scope),
}

const holds = (condition: Json, scope: Scope): boolean => {
  if (!isObject(condition)) return condition === true
  const [name = '', argument = null] = Object.entries(condition)[0] ?? []
  if (name === 'Condition') return conditionHolds(asText(argument), scope)
  return compare[name]?.(isList(argument) ? argument : [], scope) ?? false
}

export const conditionHolds = (name: string, scope: Scope): boolean => holds(scope.stack.Conditions[name] ?? false, scope)

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => ref(asText(name), scope),
  'Fn::GetAtt': (path, scope) => {
    const [id = '', ...rest] = isList(path) ? path.map(asText) : asText(path).split('.')
    return attribute(id, rest.join('.'), scope)
  },
  'Fn::Join': (argument, scope) => {
    const [separator = '', parts = []] = isList(argument) ? argument : []
    return localised(list(parts, scope).map(asText).join(asText(separator)), scope)
  },
  'Fn::Sub': (argument, scope) => {
    const [template = '', values = {}] = isList(argument) ? argument : [argument]
    return localised(substitute(asText(template), isObject(values) ? values : {}, scope), scope)
  },
  'Fn::Select': (argument, scope) => {
    const [index = 0, from = []] = isList(argument) ? argument : []
    return list(from, scope)[Number(index)]
  },
  'Fn::Split': (argument, scope) => {
    const [separator = '', text = ''] = isList(argument) ? argument : []
    return asText(resolve(text, scope)).split(asText(separator))
  },
  'Fn::If': (argument, scope) => {
    const [name = '', yes = null, no = null] = isList(argument) ? argument : []
    return resolve(conditionHolds(asText(name), scope) ? yes : no, scope)
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map = '', top = '', second = ''] = list(argument, scope).map(asText)
    return scope.stack.Mappings[map]?.[top]?.[second]
  },
  'Fn::ImportValue': (name, scope) => importValue(asText(resolve(name, scope)), scope),
  'Fn::Base64': (text, scope) => Buffer.from(asText(resolve(text, scope))).toString('base64'),
}

/** A template value with every intrinsic function replaced by what it stands for on this machine. */
export const resolve = (value: Json, scope: Scope): Resolved => {
  if (isList(value)) return value.map((entry) => resolve(entry, scope)).filter((entry) => entry !== undefined)
  if (!isObject(value)) return value
  const [[name = '', argument = null] = [], ...others] = Object.entries(value)
  const intrinsic = others.length === 0 ? intrinsics[name] : undefined
  return intrinsic ? intrinsic(argument, scope) : resolveMembers(value, scope)
}

export const resolveMembers = (value: JsonObject, scope: Scope): JsonObject => {
  const members: Record<string, Json> = {}
  for (const [name, member] of Object.entries(value)) {
    const resolved = resolve(member, scope)
    if (resolved !== undefined) members[name] = resolved
  }
  return members
}
