import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import * as z from 'zod'
import configuration from '../cdk.json' with { type: 'json' }
import { deployment } from './deployment.ts'
import { Settings, type Stage } from './settings.ts'

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  DependsOn: z.array(z.string()).default([]),
})
const Output = z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() })
const Template = z.object({ Resources: z.record(z.string(), Resource), Outputs: z.record(z.string(), Output).default({}) })
export type Template = z.output<typeof Template>

type Synthesized = { readonly app: App; readonly templates: ReadonlyMap<string, Template> }

/** What a firm says of itself before people work with a stage. */
const firm = {
  alarmEmail: 'duty@example.com',
  webOrigins: 'https://crm.example.com',
  mailFrom: 'crm@example.com',
  deskMail: 'desk@desk.example.com',
} as const

/**
 * One stage of the deployment as templates, by the names of their stacks. Nothing is bundled, and the check against
 * CloudFormation's rules, most of the work of a synthesis, is left to `infra/app.ts`.
 */
export const templatesOf = (stage: Stage, chosen: Readonly<Record<string, string>> = {}): Synthesized => {
  const outdir = mkdtempSync(join(tmpdir(), 'lading-templates-'))
  const app = new App({ outdir, context: configuration.context, builtinCloudFormationValidation: false })
  deployment(app, Settings.parse({ stage, ...(stage === 'prod' ? firm : {}), ...chosen }), () =>
    Code.fromInline('export const handler = () => undefined'),
  )
  const { stacks } = app.synth({ skipValidation: true })
  const templates = new Map(stacks.map(({ stackName, template }) => [stackName, Template.parse(template)]))
  rmSync(outdir, { recursive: true })
  return { app, templates }
}
