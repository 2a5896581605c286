import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Directory } from '../constructs/directory.ts'
import type { FileStore } from '../constructs/file-store.ts'
import type { Gateway } from '../constructs/http-resource.ts'
import type { RecordTable } from '../constructs/record-table.ts'
import type { Vault } from '../constructs/vault.ts'
import type { House } from '../house.ts'

/** Where a resource of the API is built and what it may be granted. Another `scope` moves it to another stack. */
export type Site = {
  readonly scope: Construct
  readonly house: House
  readonly gateway: Gateway
  readonly table: RecordTable
  readonly vault: Vault
  readonly files: FileStore
  readonly directory: Directory
  readonly events: ITopic
}
