import * as z from 'zod'
import type { Stage } from '../../infra/settings.ts'
import { templatesOf } from '../../infra/templates.ts'

export type Found = { readonly stack: string; readonly id: string; readonly properties: Record<string, unknown>; readonly kept: boolean }

/** One stage of the deployment, to be asked for its resources. */
export const synthesize = (stage: Stage, chosen: Readonly<Record<string, string>> = {}) => {
  const { app, templates } = templatesOf(stage, chosen)
  const find = (matches: (type: string) => boolean): readonly (Found & { readonly type: string })[] =>
    [...templates].flatMap(([stack, { Resources }]) =>
      Object.entries(Resources)
        .filter(([, { Type }]) => matches(Type))
        .map(([id, { Type, Properties, DeletionPolicy }]) => ({
          ...{ stack, id, type: Type, properties: Properties },
          kept: DeletionPolicy?.startsWith('Retain') ?? false,
        })),
    )
  return { app, templates, find, all: (type: string): readonly Found[] => find((each) => each === type) }
}
export type Synthesis = ReturnType<typeof synthesize>

/** A logical id as people say it: without the hash that CDK puts behind it. */
export const plain = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '')

/** An intrinsic function as text: a reference becomes the name of what it refers to, wherever that stands. */
export const textOf = (synthesis: Pick<Synthesis, 'templates'>, value: unknown): string => {
  if (typeof value === 'string') return value
  const { data } = Intrinsic.safeParse(value)
  if (!data) return JSON.stringify(value)
  if ('Ref' in data) return plain(data.Ref)
  if ('Fn::GetAtt' in data) return `${plain(data['Fn::GetAtt'][0])}.${data['Fn::GetAtt'][1]}`
  if ('Fn::Join' in data) return data['Fn::Join'][1].map((part) => textOf(synthesis, part)).join('')
  const exported = [...synthesis.templates.values()].flatMap(({ Outputs }) => Object.values(Outputs))
  const output = exported.find(({ Export }) => Export?.Name === data['Fn::ImportValue'])
  return output ? textOf(synthesis, output.Value) : JSON.stringify(value)
}
const Intrinsic = z.union([
  z.object({ Ref: z.string() }),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
  z.object({ 'Fn::ImportValue': z.string() }),
])
