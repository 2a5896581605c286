import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { AwsSolutionsChecks } from 'cdk-nag'
import configuration from '../cdk.json' with { type: 'json' }
import { placeBeside } from './beside.ts'
import { bundle } from './bundle.ts'
import { deployment } from './deployment.ts'
import { entries } from './entries.ts'
import { settingsFrom } from './settings.ts'

const root = join(import.meta.dirname, '..')

// The feature flags are read here as well, so that the templates are the same when Node runs this file without the CDK CLI.
const app = new App({ context: configuration.context })
const settings = settingsFrom(app.node)
const bundles = join(app.outdir, 'bundles')
await bundle(entries, { root, into: bundles, kept: join(root, 'node_modules', '.cache', 'bundles'), zone: settings.zone })
await placeBeside({ root, into: bundles })
deployment(app, settings, (entry) => Code.fromAsset(join(bundles, entry)))
Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
app.synth()
