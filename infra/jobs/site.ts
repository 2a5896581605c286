import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Directory } from '../constructs/directory.ts'
import type { QueueWorker } from '../constructs/queue-worker.ts'
import type { RecordTable } from '../constructs/record-table.ts'
import type { Vault } from '../constructs/vault.ts'
import type { House } from '../house.ts'

/** Where a job stands: the stack it is made in, and what it may be given. */
export type JobSite = {
  readonly scope: Construct
  readonly house: House
  readonly table: RecordTable
  readonly vault: Vault
  readonly events: ITopic
  readonly directory: Directory
}

/** A job, and the kinds of what falls due that it looks after. */
export type MountedJob = { readonly job: QueueWorker; readonly due: readonly string[] }
