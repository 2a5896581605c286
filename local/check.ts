import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { synthesize } from './synthesize.ts'

/** `npm run check`: every script `check:…` of package.json, as many at once as there are cores; each has its say when it is through. */

const root = join(import.meta.dirname, '..')
const Manifest = z.object({ scripts: z.record(z.string(), z.string()) })

/** Resolves with whether the check is content. */
const run = async (name: string): Promise<boolean> => {
  const began = performance.now()
  const child = spawn(process.execPath, ['--run', name], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(`${name}: ${code === 0 ? 'passed' : `failed with ${code}`} after ${seconds} s\n${said}${complained}`)
  return code === 0
}

/** Whoever is through takes the next of `left`. */
const runAll = async (left: string[]): Promise<boolean> => {
  let isContent = true
  for (let name = left.shift(); name !== undefined; name = left.shift()) isContent = (await run(name)) && isContent
  return isContent
}

await synthesize(root, join(root, 'cdk.out'))
const { scripts } = Manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
const left = Object.keys(scripts).filter((name) => name.startsWith('check:'))
const passed = await Promise.all(Array.from({ length: availableParallelism() }, () => runAll(left)))
process.exit(passed.every(Boolean) ? 0 : 1)
