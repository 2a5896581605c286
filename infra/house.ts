import type { Code } from 'aws-cdk-lib/aws-lambda'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { EntryName } from './entries.ts'
import type { Settings } from './settings.ts'

/** What every stack and construct of the deployment is built with. */
export type House = {
  readonly settings: Settings
  /** The bundle of an entry; tests give one that bundles nothing. */
  readonly codeOf: (entry: EntryName) => Code
  /** Where alarms go. */
  readonly alarms: ITopic
}
