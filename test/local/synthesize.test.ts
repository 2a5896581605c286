import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inputsHash, synthesize } from '../../local/synthesize.ts'

it('an assembly is known again however the way to its project is written, so that it is made once', () => {
  const root = join(import.meta.dirname, '../..')
  expect(inputsHash(`${root}/`)).toBe(inputsHash(root))
  expect(inputsHash(join(root, 'test'))).not.toBe(inputsHash(root))
})

/** A project whose synthesis writes down for whom it was made, and how often it ran. */
const app = `
import { appendFileSync, writeFileSync } from 'node:fs'
const { CDK_OUTDIR, CDK_CONTEXT_JSON } = process.env
appendFileSync(CDK_OUTDIR + '/runs', 'x')
writeFileSync(CDK_OUTDIR + '/manifest.json', '{}')
writeFileSync(CDK_OUTDIR + '/stack.template.json', CDK_CONTEXT_JSON)
`
let root: string
let into: string
const made = (name: string) => readFileSync(join(into, name), 'utf8')

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lading-synthesize-'))
  into = join(root, 'cdk.out')
  mkdirSync(join(root, 'infra'))
  writeFileSync(join(root, 'infra/app.ts'), app)
})
afterEach(() => rmSync(root, { recursive: true }))

it('an assembly is made once, and again when what it is made from has changed', async () => {
  await synthesize(root, into)
  await synthesize(root, into)
  expect(made('runs')).toBe('x')
  writeFileSync(join(root, 'infra/more.ts'), '')
  await synthesize(root, into)
  expect(made('runs')).toBe('xx')
})

it.each([
  ['manifest.json', '{"artifacts":{"lading-prod-data":{}}}'],
  ['stack.template.json', '{"stage":"prod"}'],
  ['lading-prod-data.template.json', '{}'],
])('what a deployment to the cloud left in the folder does not run on this machine: %s', async (name, text) => {
  await synthesize(root, into)
  writeFileSync(join(into, name), text)
  await synthesize(root, into)
  expect(made('runs')).toBe('xx')
  expect(JSON.parse(made('stack.template.json'))).toMatchObject({ stage: 'dev', loopbackTargets: true })
  await synthesize(root, into)
  expect(made('runs')).toBe('xx')
})
