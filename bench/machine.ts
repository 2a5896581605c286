import { execFileSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    // A copy without its history has none to name.
    return 'unknown'
  }
}

/** On what, when and of what these are the measurements. */
export const machine = (): string => {
  const processors = cpus()
  const load = loadavg()[0] ?? 0
  return [
    `${processors.length} cores (${processors[0]?.model.trim() ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GB of memory`,
    `Node.js ${process.versions.node}, ${process.platform}-${process.arch}`,
    `${new Date().toISOString().slice(0, 16)}Z, commit ${commit()}, load ${load.toFixed(1)} as it began`,
  ].join(' · ')
}
