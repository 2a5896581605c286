import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { Json, JsonObject } from './json.ts'

const Artifact = z.object({
  type: z.string(),
  dependencies: z.array(z.string()).default([]),
  properties: z.object({ templateFile: z.string(), stackName: z.string(), directoryName: z.string() }).partial().default({}),
})
const Manifest = z.object({ artifacts: z.record(z.string(), Artifact).default({}) })
type Artifact = z.infer<typeof Artifact>

const TemplateResource = z.object({
  Type: z.string(),
  Properties: JsonObject.default({}),
  Condition: z.string().optional(),
})
const Template = z.object({
  Resources: z.record(z.string(), TemplateResource).default({}),
  Outputs: z.record(z.string(), z.object({ Value: Json, Export: z.object({ Name: Json }).optional() })).default({}),
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: Json.optional() })).default({}),
  Conditions: z.record(z.string(), Json).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), Json))).default({}),
})
const Assets = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
})

/** One stack of a cloud assembly. `assets` maps the key that a template names in the asset bucket to the folder on this disk. */
export type Stack = z.infer<typeof Template> & { readonly name: string; readonly assets: ReadonlyMap<string, string> }

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** Artifacts with every one after those that it depends on. */
const inOrder = (artifacts: Readonly<Record<string, Artifact>>): readonly (readonly [string, Artifact])[] => {
  const done = new Map<string, Artifact>()
  const visit = (id: string): void => {
    const artifact = artifacts[id]
    if (!artifact || done.has(id)) return
    for (const dependency of artifact.dependencies) visit(dependency)
    done.set(id, artifact)
  }
  for (const id of Object.keys(artifacts)) visit(id)
  return [...done]
}

const readAssets = (directory: string, artifact: Artifact): ReadonlyMap<string, string> => {
  const template = artifact.properties.templateFile ?? ''
  const { files } = Assets.parse(readJson(join(directory, template.replace(/\.template\.json$/, '.assets.json'))))
  return new Map(
    Object.values(files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, join(directory, source.path ?? '')] as const),
    ),
  )
}

/** Every stack of the assembly in `directory` (nested assemblies too), dependencies first. Throws when there is no assembly. */
export const readStacks = (directory: string): readonly Stack[] =>
  inOrder(Manifest.parse(readJson(join(directory, 'manifest.json'))).artifacts).flatMap(([id, artifact]) => {
    const { templateFile, stackName = id, directoryName } = artifact.properties
    if (artifact.type === 'cdk:cloud-assembly' && directoryName) return readStacks(join(directory, directoryName))
    if (artifact.type !== 'aws:cloudformation:stack' || !templateFile) return []
    return [{ ...Template.parse(readJson(join(directory, templateFile))), name: stackName, assets: readAssets(directory, artifact) }]
  })
