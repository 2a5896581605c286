import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startDeployment } from './deployment.ts'
import { settings } from './settings.ts'
import { synthesize } from './synthesize.ts'

/** `npm start`: synthesizes what has changed, runs it, and prints an address a line, then `ready`. */

const root = fileURLToPath(new URL('..', import.meta.url))

const run = async (): Promise<void> => {
  const { assembly, ...options } = settings(process.env)
  const deployment = await startDeployment({ ...options, assembly: assembly ?? (await synthesize(root, join(root, 'cdk.out'))) })
  for (const warning of deployment.warnings) console.log(`warning: ${warning}`)
  for (const [name, url] of Object.entries(deployment.addresses)) console.log(`${name.padEnd(8)} ${url}`)
  console.log('ready')
  const stop = (): void => {
    // Whatever still hangs after this long has nothing to lose.
    setTimeout(() => process.exit(0), 4500).unref()
    void deployment.stop().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

run().catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : cause)
  process.exit(1)
})
