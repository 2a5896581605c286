import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Checked, check } from './check.ts'
import { type Deployment, deploymentOf } from './deployment.ts'
import { planOf } from './file/customers-file.ts'
import { writeErrors } from './file/errors-file.ts'
import { listsOf } from './file/lists.ts'
import { firmOf } from './firm/firm.ts'
import { type Loaded, load } from './load.ts'
import type { Refusal } from './outcome.ts'
import type { Plan } from './plan.ts'
import { progress } from './progress.ts'

/** `npm run demo`: fills the running local deployment through its API, with a made-up firm or with the customers of a file. */

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string' },
  },
})

type Wish = { readonly plan: Plan; readonly refusals: readonly Refusal[] }

const wished = async (deployment: Deployment): Promise<Wish> => {
  if (values.file !== undefined) {
    if (!existsSync(values.file)) throw new Error(`There is no file ${values.file}`)
    return planOf(values.file, await listsOf(await deployment.as('usr_import')))
  }
  const [count, seed] = [Number(values.customers), Number(values.seed)]
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) throw new Error('--customers and --seed take whole numbers')
  return { plan: firmOf(count, seed), refusals: [] }
}

const summary = ({ counts }: Loaded): string =>
  Object.entries(counts)
    .filter(([, count]) => count.created + count.there + count.refused > 0)
    .map(([noun, { created, there, refused }]) => {
      const figures = [created, there, refused].map((figure) => String(figure).padStart(15)).join('')
      return `${noun.padEnd(12)}${figures}`
    })
    .join('\n')

const nextSteps = ({ prefix, address }: Deployment, id: string): string => {
  const authorized = `-H "authorization: Bearer $(${prefix}npm run -s token -- --role agent)"`
  return [
    `curl ${authorized} ${address}/v1/customers/${id}/overview`,
    `curl ${authorized} ${address}/v1/customers/${id}/timeline`,
    `curl ${authorized} '${address}/v1/customers?tier=vip&limit=5'`,
  ].join('\n')
}

const report = (deployment: Deployment, loaded: Loaded, { found, opened, changed, faults }: Checked): void => {
  console.log(
    `\n${''.padEnd(12)}${['created', 'already there', 'refused'].map((title) => title.padStart(15)).join('')}\n${summary(loaded)}`,
  )
  console.log(
    `\nchecked: ${found} found by exact look-up, ${opened} opened, ${changed ? `${changed} changed and its history read` : 'none changed'}`,
  )
  for (const fault of faults.slice(0, 20)) console.log(`fault: ${fault}`)
  if (changed !== undefined) console.log(`\nTry next:\n${nextSteps(deployment, changed)}`)
}

const run = async (): Promise<number> => {
  const deployment = deploymentOf(process.env)
  const { plan, refusals } = await wished(deployment)
  const loading = progress('loading')
  const loaded = await load(plan, deployment, loading.to)
  loading.end()
  const checked = await check(plan, loaded, deployment)
  report(deployment, loaded, checked)
  const all = [...refusals, ...loaded.refusals].sort((a, b) => a.row - b.row)
  if (all.length > 0) console.log(`\n${all.length} refused: see ${writeErrors(values.file ?? 'demo', all)}`)
  return all.length + checked.faults.length > 0 ? 1 : 0
}

run().then(
  (code) => process.exit(code),
  (cause: unknown) => {
    console.error(cause instanceof Error ? cause.message : cause)
    process.exit(1)
  },
)
