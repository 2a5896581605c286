import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * `node local/ensure-installed.mjs <script.ts | name of a package's command> [arguments]`: installs what package-lock.json names
 * if it is not there, then becomes the project's own Node running the script. Plain JavaScript without dependencies,
 * because it runs before there are any, on whatever Node the machine has.
 */

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const commands = join(root, 'node_modules', '.bin')
const windows = process.platform === 'win32'

const packagesIn = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {})

/** npm itself notes what it has put into node_modules; whatever is not for this platform is optional, and may be missing. */
const isInstalled = () => {
  const present = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  const isThere = ([path, { version, optional, devOptional }]) =>
    path === '' || optional || devOptional || present[path]?.version === version
  return existsSync(join(commands, 'node')) && Object.entries(packagesIn(join(root, 'package-lock.json'))).every(isThere)
}

/** Runs a program on this terminal, passes signals on, and resolves with its exit code. */
const run = (program, args, env = process.env) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env, shell: windows })
    const pass = (signal) => child.kill(signal)
    process.on('SIGTERM', pass)
    process.on('SIGINT', pass)
    // npm ends at a SIGTERM and its shell with it, neither passing it on: to be left behind means the same.
    const parent = process.ppid
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      pass('SIGTERM')
    }, 250)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      process.off('SIGTERM', pass)
      process.off('SIGINT', pass)
      resolve(code ?? (signal === 'SIGTERM' ? 143 : signal === 'SIGINT' ? 130 : 1))
    })
  })

const install = async () => {
  console.error('Installing what package-lock.json names ...')
  // Not `npm ci`: it refuses a lockfile that lacks the optional packages of other platforms. The versions are the lockfile's all the same.
  const code = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund'])
  if (code !== 0) process.exit(code)
}

/** A TypeScript file of this project, or the command of an installed package. */
const locate = (name) => (/\.[cm]?[jt]s$/.test(name) ? name : join(commands, name))

const [name, ...args] = process.argv.slice(2)
if (!name) {
  console.error('Which script?')
  process.exit(2)
}
if (!isInstalled()) await install()
const env = {
  ...process.env,
  // Keeps what Node makes of TypeScript, which halves the time to start.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'node'),
  PATH: `${commands}${windows ? ';' : ':'}${process.env.PATH}`,
}
process.exit(await run(join(commands, 'node'), [locate(name), ...args], env))
