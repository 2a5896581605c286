import { Duration, Stack } from 'aws-cdk-lib'
import { Operation } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { FileStore } from '../constructs/file-store.ts'
import { HouseAlarm } from '../constructs/house-alarm.ts'
import { RecordTable } from '../constructs/record-table.ts'
import { Vault } from '../constructs/vault.ts'
import type { House } from '../house.ts'

const operations = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
]

/** What must outlive everything else: the table, the keys without which its sealed fields are noise, and what people attach. */
export class DataStack extends Stack {
  readonly table: RecordTable
  readonly vault: Vault
  readonly files: FileStore

  constructor(scope: Construct, id: string, house: House) {
    super(scope, id, { description: 'Lading: records, keys and files', terminationProtection: house.settings.stage === 'prod' })
    this.table = new RecordTable(this, 'Records', house.settings)
    this.vault = new Vault(this, 'Vault', house.settings)
    this.files = new FileStore(this, 'Files', house.settings)
    new HouseAlarm(this.table, 'Throttles', {
      house,
      impact: 'Pages load slowly and changes are refused, because the table takes no more for now',
      metric: this.table.metricThrottledRequestsForOperations({ operations, period: Duration.minutes(5) }),
      threshold: 1,
      first: 'see in the dashboard which operation is throttled and since when',
      runbook: 'table-throttles',
    })
  }
}
