import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../infra/bundle.ts'
import { entries } from '../infra/entries.ts'
import type { Scale } from './scale.ts'
import { figure, median, type Section } from './section.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const withVault = new Set(['customers', 'contacts'])

const environment = {
  PATH: process.env['PATH'] ?? '',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  TABLE_NAME: 'bench',
  KEY_STORE_TABLE_NAME: 'bench-keys',
  SEALING_KEY_ARN: 'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000',
  DERIVING_KEY_ID: '00000000-0000-0000-0000-000000000000',
  TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:bench.fifo',
  COMPLETENESS_QUEUE_URL: 'http://127.0.0.1:1/000000000000/bench.fifo',
}
const timing = 'const began=performance.now();await import(process.argv[1]);console.log(performance.now()-began);process.exit(0)'

/** Milliseconds from asking for the bundle until it is loaded, in a process of its own. */
const startMs = (file: string): number => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', timing, file], {
    env: environment,
    encoding: 'utf8',
  })
  const measured = Number(stdout)
  if (!stdout || Number.isNaN(measured)) throw new Error(`${file} does not start:\n${stderr}`)
  return measured
}

/** Bundles every function, and the document client alone, with the same settings. */
const bundled = async (into: string): Promise<readonly string[]> => {
  const baseline = join(root, 'bench', 'document-client.ts')
  await bundle({ baseline, ...entries }, { root, into })
  await writeFile(join(into, 'package.json'), '{}')
  const made = await readdir(into, { withFileTypes: true })
  return made.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/** How large functions are and how long they take to start, beside a bundle that holds the document client alone. */
export const functions = async ({ starts }: Scale): Promise<Section> => {
  const into = await mkdtemp(join(tmpdir(), 'lading-bundles-'))
  const names = await bundled(into)
  const fileOf = (name: string) => join(into, name, 'index.mjs')
  const times = new Map(names.map((name) => [name, [] as number[]]))
  // In turns, so that a busy moment of the machine falls on all alike.
  for (let turn = 0; turn < starts; turn += 1) for (const name of names) times.get(name)?.push(startMs(fileOf(name)))
  const sizes = new Map(await Promise.all(names.map(async (name) => [name, (await stat(fileOf(name))).size] as const)))
  await rm(into, { recursive: true })
  const least = (name: string) => Math.min(...(times.get(name) ?? []))
  const row = (name: string) => [
    name === 'baseline' ? 'document client alone' : `${name}${withVault.has(name) ? ' (vault)' : ''}`,
    figure((sizes.get(name) ?? 0) / 1024),
    figure(least(name)),
    figure(median(times.get(name) ?? [])),
    figure(least(name) / least('baseline')),
  ]
  return {
    title: 'Functions',
    columns: ['bundle', 'KB', 'start ms, least', 'median', 'least to the baseline’s'],
    rows: ['baseline', ...Object.keys(entries)].map(row),
    notes: [
      `Target: at most 1.5, but for functions with the vault. Start is the import of the bundle in a new process, ${starts} times each, in turns.`,
    ],
  }
}
