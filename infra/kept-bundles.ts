import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import * as z from 'zod'

export type Bundle = {
  readonly code: string
  readonly map: string
  /** What it loads when it wants it, with source maps: texts by the names of the files beside it. */
  readonly parts: Readonly<Record<string, string>>
  /** What esbuild tells of it, its parts among its inputs. */
  readonly output: Metafile['outputs'][string]
  /** Paths of the files that it was made from. */
  readonly inputs: readonly string[]
}

const Kept = z.object({
  code: z.string(),
  map: z.string(),
  parts: z.record(z.string(), z.string()).default({}),
  output: z.custom<Bundle['output']>((value) => typeof value === 'object' && value !== null),
  /** The project's own files, each with the hash that its content had. */
  hashes: z.record(z.string(), z.string()),
})

/** What shapes every bundle. The lockfile stands for all that is installed. */
const always = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'infra/bundle.ts',
  'infra/apart.ts',
  'infra/builtins.ts',
  'infra/data-as-text.ts',
  'infra/environment-credentials.ts',
  'infra/plain-paths.ts',
  'infra/pure-domain.ts',
]

/** Bundles as they were made before, a file each in `folder`. */
export const bundlesIn = (folder: string, root: string) => {
  const begun = Date.now()
  const hashes = new Map<string, string>()
  const hashOf = (path: string): string => {
    const file = join(root, path)
    const hash = hashes.get(path) ?? (existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'gone')
    hashes.set(path, hash)
    return hash
  }
  const fileOf = (name: string): string => join(folder, `${name}.json`)

  const find = async (name: string): Promise<Bundle | undefined> => {
    if (!existsSync(fileOf(name))) return undefined
    const { hashes: then, ...bundle } = Kept.parse(JSON.parse(await readFile(fileOf(name), 'utf8')))
    const inputs = Object.keys(then)
    return inputs.every((path) => hashOf(path) === then[path]) ? { ...bundle, inputs } : undefined
  }

  const write = async (name: string, { inputs, ...bundle }: Bundle): Promise<void> => {
    const own = [...always, ...inputs.filter((path) => !path.startsWith('node_modules/'))]
    // Nobody knows which of its contents went into the bundle.
    if (own.some((path) => statSync(join(root, path)).mtimeMs >= begun)) return
    const kept = { ...bundle, hashes: Object.fromEntries(own.map((path) => [path, hashOf(path)])) }
    // Renamed into place, so that another run beside this one never reads a half.
    const draft = `${fileOf(name)}.${process.pid}`
    await writeFile(draft, JSON.stringify(kept))
    await rename(draft, fileOf(name))
  }

  return {
    /** Those of them whose inputs are what they were. */
    of: async (names: readonly string[]): Promise<ReadonlyMap<string, Bundle>> => {
      const found = await Promise.all(names.map(async (name) => [name, await find(name)] as const))
      return new Map(found.flatMap(([name, bundle]) => (bundle ? [[name, bundle]] : [])))
    },
    keep: async (bundles: ReadonlyMap<string, Bundle>): Promise<void> => {
      await mkdir(folder, { recursive: true })
      for (const [name, bundle] of bundles) await write(name, bundle)
    },
  }
}
