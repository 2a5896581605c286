import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What the assembly is made from. */
const inputs = ['infra', 'domain', 'functions', 'adapters', 'web', 'package-lock.json', 'cdk.json', 'tsconfig.json']

const filesUnder = (root: string, path: string): readonly string[] => {
  if (!existsSync(join(root, path))) return []
  if (path.includes('.')) return [path]
  return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => relative(root, file))
    .sort()
}

/** Of the names and contents of all inputs; the same on every machine, and however `root` is written. */
export const inputsHash = (root: string): string => {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap((input) => filesUnder(root, input)))
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

/**
 * Of what was made: `cdk synth` and `cdk deploy` write into the same folder, from the same inputs and with another context. Their
 * manifest and templates are those of the cloud, whose tables have other names.
 */
const outputsHash = (into: string): string => {
  const hash = createHash('sha256')
  const made = readdirSync(into).filter((name) => name === 'manifest.json' || name.endsWith('.template.json'))
  for (const name of made.sort())
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(into, name)))
  return hash.digest('hex')
}

/**
 * CDK gives context to an app through the environment; the CLI would do no more, and takes longer. On a laptop things are tried out at
 * any hour, and a survey that waits for the morning looks like one that was lost.
 */
const run = (root: string, into: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      CDK_OUTDIR: into,
      CDK_CONTEXT_JSON: JSON.stringify({ stage: 'dev', loopbackTargets: true, quietHours: 'off', 'aws:cdk:enable-asset-metadata': true }),
    }
    const child = spawn(process.execPath, [join(root, 'infra/app.ts')], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`Synthesizing failed with exit code ${code}`))))
  })

const day = 24 * 3600 * 1000

/**
 * CDK never removes what an earlier synthesis left. A deployment that runs on that may still load a function, so it gets a day
 * from when it was first found to be left over, which a mark beside it keeps.
 */
const prune = (into: string): void => {
  const names = readdirSync(into)
  const manifests = names.filter((name) => name.endsWith('.assets.json')).map((name) => readFileSync(join(into, name), 'utf8'))
  const assets = names.filter((name) => name.startsWith('asset.') && !name.endsWith('.left'))
  for (const name of assets) {
    const [asset, mark] = [join(into, name), join(into, `${name}.left`)]
    if (manifests.some((text) => text.includes(name))) rmSync(mark, { force: true })
    else if (!existsSync(mark)) writeFileSync(mark, '')
    else if (statSync(mark).mtimeMs < Date.now() - day) for (const path of [asset, mark]) rmSync(path, { recursive: true })
  }
}

/** Makes `into` the assembly of the project at `root`, unless it is that already. Returns `into`. */
export const synthesize = async (root: string, into: string): Promise<string> => {
  const stamp = join(into, '.inputs')
  const hash = inputsHash(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === `${hash} ${outputsHash(into)}`) return into
  console.log('synthesizing ...')
  mkdirSync(into, { recursive: true })
  await run(root, into)
  prune(into)
  // Bundles in CommonJS must not take this project's own `"type": "module"` for theirs.
  writeFileSync(join(into, 'package.json'), '{}')
  writeFileSync(stamp, `${hash} ${outputsHash(into)}`)
  return into
}

/** `node local/synthesize.ts`: for tools that read the bundles. */
if (import.meta.main) await synthesize(join(import.meta.dirname, '..'), join(import.meta.dirname, '..', 'cdk.out'))
