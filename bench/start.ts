import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { synthesize } from '../local/synthesize.ts'
import { timed } from './reads.ts'
import { figure, type Section } from './section.ts'
import { openStage } from './stage.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const restMs = 5_000

/** How long the deployment takes to be ready, and what it holds of memory when nobody asks anything. */
export const start = async (): Promise<Section> => {
  const assembly = await mkdtemp(join(tmpdir(), 'lading-assembly-'))
  const synthesis = await timed(() => synthesize(root, assembly))
  const command = ['npm', 'start'] as const
  const first = await openStage({ command, env: { ASSEMBLY_DIR: assembly } })
  await sleep(restMs)
  const memory = first.memoryMb()
  await first.remove()
  await rm(assembly, { recursive: true })
  return {
    title: 'The deployment on one machine',
    columns: ['', 'measured', 'target'],
    rows: [
      ['`npm start` to `ready`, synthesized before', `${figure(first.startMs / 1000)} s`, '< 10 s'],
      ['the same with synthesis', `${figure((first.startMs + synthesis) / 1000)} s`, ''],
      ['resident memory of all processes at rest', `${figure(memory)} MB`, '< 400 MB'],
    ],
    notes: [
      'Synthesis is timed by itself, into a temporary folder, and added. Memory is the sum of the resident sets of npm, the runner and the table engine, five seconds after `ready`.',
    ],
  }
}
