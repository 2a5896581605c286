import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { templatesOf } from '../infra/templates.ts'
import { Budget } from './cost/million.ts'
import { priced } from './cost/page.ts'

/** Rewrites the figures of docs/cost.md from the production templates, the prices and the budget that the API tests measured. */
const root = join(import.meta.dirname, '..')
const page = join(root, 'docs/cost.md')
const measured = join(root, 'test/budget.json')

const budget = existsSync(measured) ? Budget.parse(JSON.parse(readFileSync(measured, 'utf8'))) : {}
writeFileSync(page, priced(readFileSync(page, 'utf8'), { templates: templatesOf('prod').templates.values(), budget }))
