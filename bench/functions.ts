import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import * as z from 'zod'
import { bundle } from '../infra/bundle.ts'
import { readAssembly } from '../local/assembly/assembly.ts'
import { functionPlans } from '../local/functions/plans.ts'
import { synthesize } from '../local/synthesize.ts'
import type { Scale } from './scale.ts'
import { figure, median, type Section } from './section.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A bundle, what its function finds in its environment, and whether it can seal or open. */
type Bundled = {
  readonly name: string
  readonly file: string
  readonly environment: Readonly<Record<string, string>>
  readonly withVault: boolean
}

const identity = {
  PATH: process.env['PATH'] ?? '',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
}
const timing = 'const began=performance.now();await import(process.argv[1]);console.log(performance.now()-began);process.exit(0)'

/** Milliseconds from asking for the bundle until it is loaded, in a process of its own. */
const startMs = ({ file, environment }: Bundled): number => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', timing, file], {
    // Whether stack traces name the sources is a question of its own, and costs all alike.
    env: { ...environment, ...identity, NODE_OPTIONS: '' },
    encoding: 'utf8',
  })
  const measured = Number(stdout)
  if (!stdout || Number.isNaN(measured)) throw new Error(`${file} does not start:\n${stderr}`)
  return measured
}

const documentClient = join(root, 'bench', 'document-client.ts')

/** The document client alone, as esbuild bundles it for Node when nothing else is asked of it. */
const baselineIn = async (folder: string): Promise<Bundled> => {
  const file = join(folder, 'baseline', 'index.mjs')
  await build({
    entryPoints: [documentClient],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
  })
  await writeFile(join(folder, 'package.json'), '{}')
  return { name: 'document client alone', file, environment: {}, withVault: false }
}

/** The same with the settings of every function of ours. */
const baselineAsOurs = async (folder: string): Promise<Bundled> => {
  await bundle({ ours: documentClient }, { root, into: folder })
  return { name: 'the same as we bundle', file: join(folder, 'ours', 'index.mjs'), environment: {}, withVault: false }
}

const Metafile = z.object({ outputs: z.record(z.string(), z.object({ inputs: z.record(z.string(), z.unknown()) })) })

/** The bundles that the encryption of the vault is part of. */
const vaultsIn = async (assembly: string): Promise<ReadonlySet<string>> => {
  const { outputs } = Metafile.parse(JSON.parse(await readFile(join(assembly, 'bundles', 'meta.json'), 'utf8')))
  return new Set(
    Object.entries(outputs).flatMap(([path, { inputs }]) => ('adapters/vault/vault.ts' in inputs ? basename(dirname(path)) : [])),
  )
}

/** Every function of the deployment with the environment that its template gives it. */
const deployed = async (folder: string): Promise<readonly Bundled[]> => {
  const nowhere = { region: identity.AWS_REGION, apiUrl: 'http://127.0.0.1:1', queuesUrl: 'http://127.0.0.1:1' }
  const assembly = await synthesize(root, join(folder, 'assembly'))
  const vaults = await vaultsIn(assembly)
  return functionPlans(readAssembly(assembly, nowhere), folder).plans.flatMap(({ directory, environment }) => {
    const { POWERTOOLS_SERVICE_NAME: name } = environment
    return name === undefined ? [] : [{ name, file: join(directory, 'index.mjs'), environment, withVault: vaults.has(name) }]
  })
}

/** Times the start of the baseline, of a function without the vault. */
const target = 1.5

const nameOf = ({ name, withVault }: Bundled): string => (withVault ? `${name} (vault)` : name)

/** How large functions are and how long they take to start, beside a bundle that holds the document client alone. */
export const functions = async ({ starts }: Scale): Promise<Section> => {
  const folder = await mkdtemp(join(tmpdir(), 'lading-bundles-'))
  const baseline = await baselineIn(folder)
  const all = [baseline, await baselineAsOurs(folder), ...(await deployed(folder))]
  const times = new Map(all.map((one) => [one, [] as number[]]))
  // In turns, so that a busy moment of the machine falls on all alike.
  for (let turn = 0; turn < starts; turn += 1) for (const one of all) times.get(one)?.push(startMs(one))
  const sizes = new Map(await Promise.all(all.map(async (one) => [one, (await stat(one.file)).size] as const)))
  await rm(folder, { recursive: true })
  const least = (one: Bundled) => Math.min(...(times.get(one) ?? []))
  const compared = ({ withVault }: Bundled, ratio: number) => (ratio > target && !withVault ? `**${figure(ratio)}**` : figure(ratio))
  const row = (one: Bundled) => [
    nameOf(one),
    figure((sizes.get(one) ?? 0) / 1024),
    figure(least(one)),
    figure(median(times.get(one) ?? [])),
    compared(one, least(one) / least(baseline)),
  ]
  return {
    title: 'Functions',
    columns: ['bundle', 'KB', 'start ms, least', 'median', 'least to the baseline’s'],
    rows: all.map(row),
    notes: [
      `Target: at most ${target}, but for functions with the vault; those that miss it are in bold. Start is the import of the bundle in a new process, ${starts} times each, in turns. The baseline is what esbuild makes of the document client by itself; what our settings take from a start is in docs/adr/functions.md.`,
    ],
  }
}
