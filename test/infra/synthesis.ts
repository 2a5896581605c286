import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import * as z from 'zod'
import configuration from '../../cdk.json' with { type: 'json' }
import { deployment } from '../../infra/deployment.ts'
import { Settings, type Stage } from '../../infra/settings.ts'

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
})
const Template = z.object({
  Resources: z.record(z.string(), Resource).default({}),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() })).default({}),
})
type Template = z.output<typeof Template>
export type Found = { readonly stack: string; readonly id: string; readonly properties: Record<string, unknown>; readonly kept: boolean }

/** One stage of the deployment as templates, without bundling anything. */
export const synthesize = (stage: Stage) => {
  const outdir = mkdtempSync(join(tmpdir(), 'lading-synthesis-'))
  const app = new App({ outdir, context: configuration.context })
  deployment(app, Settings.parse({ stage }), () => Code.fromInline('export const handler = () => undefined'))
  const { stacks } = app.synth()
  const templates = new Map<string, Template>(stacks.map(({ stackName, template }) => [stackName, Template.parse(template)]))
  rmSync(outdir, { recursive: true })
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
