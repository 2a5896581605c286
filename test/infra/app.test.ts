import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
let outdir: string

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'lading-app-'))
})
afterAll(() => rm(outdir, { recursive: true }))

const synthesized = (context: Record<string, string>) =>
  run(process.execPath, ['infra/app.ts'], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  })

test('the app synthesizes for production with every function bundled, and passes cdk-nag and the rules of CloudFormation', async () => {
  await synthesized({ stage: 'prod', alarmEmail: 'duty@example.com' })
  const made = await readdir(outdir)
  expect(made.filter((name) => /^lading-prod-\w+\.template\.json$/.test(name))).toHaveLength(5)
  expect((await readdir(join(outdir, 'bundles'))).length).toBeGreaterThan(9)
  const page = ['index.html', 'page.js', 'swagger-ui-bundle.js', 'swagger-ui.css']
  expect((await readdir(join(outdir, 'bundles/meta/api-page'))).sort()).toEqual(page)
}, 60_000)

test('a setting that is none stops synthesis and is named', async () => {
  const { stderr } = await synthesized({ stage: 'staging' }).catch((error: { stderr: string }) => error)
  expect(stderr).toMatch(/"stage"/)
}, 60_000)
