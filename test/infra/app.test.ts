import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entries } from '../../infra/entries.ts'
import { identityStatements } from './statements.ts'
import { synthesize } from './synthesis.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
let outdir: string

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'lading-app-'))
})
afterAll(() => rm(outdir, { recursive: true }))

const synthesized = (context: Record<string, unknown>) =>
  run(process.execPath, ['infra/app.ts'], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  })

test('the app synthesizes for production with every function bundled, and passes cdk-nag and the rules of CloudFormation', async () => {
  const firm = { alarmEmail: 'duty@example.com', mailFrom: 'crm@example.com', deskMail: 'desk@desk.example.com' }
  await synthesized({ stage: 'prod', prod: { ...firm, webOrigins: 'https://crm.example.com' } })
  const made = await readdir(outdir)
  expect(made.filter((name) => /^lading-prod-\w+\.template\.json$/.test(name))).toHaveLength(8)
  expect((await readdir(join(outdir, 'bundles'))).length).toBeGreaterThan(9)
  const page = ['index.html', 'page.js', 'swagger-ui-bundle.js', 'swagger-ui.css']
  expect((await readdir(join(outdir, 'bundles/meta/api-page'))).sort()).toEqual(page)
}, 180_000)

const nouns = (text: string, pattern: RegExp): readonly string[] => [...new Set([...text.matchAll(pattern)].map(([, noun = '']) => noun))]
const pascal = (name: string) => name.replace(/(^|-)(.)/g, (_all, _dash, letter) => letter.toUpperCase())

/**
 * Keys that a bundle knows and never touches: rows of a survey stay as they are when somebody answers it or when it is read, what comes
 * by other doors is no mail, and whoever sends a message to a ticket's customer changes no queue.
 */
const untouched: Readonly<Record<string, readonly string[]>> = {
  'survey-page': ['SURVEYS', 'SURVEYWAIT'],
  inbound: ['SURVEYS', 'SURVEYWAIT'],
  doors: ['MAIL'],
  'machine-doors': ['MAIL'],
  'contact-page': ['MAIL'],
  'message-sender': ['INHAND', 'WAITING', 'SERVED'],
}

test('each function is told where the firm is when it is bundled', async () => {
  for (const entry of Object.keys(entries))
    expect(await readFile(join(outdir, 'bundles', entry, 'index.mjs'), 'utf8'), entry).not.toContain('FIRM_ZONE')
})

test('each function is granted the nouns whose keys are in its bundle, and no other', async () => {
  const statements = identityStatements(synthesize('prod'))
  for (const entry of Object.keys(entries)) {
    const bundled = nouns(await readFile(join(outdir, 'bundles', entry, 'index.mjs'), 'utf8'), /(?:pk:|=>)[`"]([A-Z]+)[#/]/g)
    const own = statements.filter(({ holder }) => new RegExp(`^${pascal(entry)}(Handler|Worker)Role`).test(holder))
    const granted = nouns(JSON.stringify(own.map(({ Condition }) => Condition)), /"([A-Z]+)[#/]/g)
    // Claims and places among what falls due come with every record store, whether its noun makes any or not.
    const lacking = bundled.filter(
      (noun) => noun !== 'CLAIM' && noun !== 'DUE' && !granted.includes(noun) && !untouched[entry]?.includes(noun),
    )
    const idle = granted.filter((noun) => !bundled.includes(noun))
    expect.soft({ lacking, idle }, entry).toEqual({ lacking: [], idle: [] })
  }
})

test('a setting that is none stops synthesis and is named', async () => {
  const { stderr } = await synthesized({ stage: 'staging' }).catch((error: { stderr: string }) => error)
  expect(stderr).toMatch(/"stage"/)
}, 180_000)
