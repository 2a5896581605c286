import { mkdirSync } from 'node:fs'
import { type Assembly, readAssembly } from '../assembly/assembly.ts'
import { nameOfArn, queueUrl } from '../assembly/place.ts'
import type { Clock } from '../clock.ts'
import { type Identity, startIdentity } from '../gateway/identity.ts'
import { declaredKeys } from './kms/declared.ts'
import { type Kms, startKms } from './kms/kms.ts'
import { declaredBuckets, untold } from './objects/declared.ts'
import { type ObjectEngine, startObjectEngine } from './objects/object-engine.ts'
import { type QueueEngine, startQueueEngine } from './queue-engine.ts'
import { createMessaging } from './queues.ts'
import { startTableEngine, type TableEngine } from './table-engine.ts'
import { createTables, type Table } from './tables.ts'

/** What stands in for AWS's services, with the resources of the templates made in them. */
export type Engines = {
  readonly assembly: Assembly
  readonly tables: readonly Table[]
  readonly table: TableEngine
  readonly queues: QueueEngine
  readonly objects: ObjectEngine
  readonly kms: Kms
  readonly identity: Identity
  /** Port of each engine by the service whose calls go there. */
  readonly services: Readonly<Record<string, string>>
  readonly warnings: readonly string[]
  readonly stop: () => Promise<void>
}
export type EngineOptions = {
  readonly assembly: string
  readonly dataDir: string
  readonly region: string
  readonly clock: Pick<Clock, 'shared'>
  readonly apiUrl: string
  readonly dynamodbEndpoint?: string | undefined
}

const portOf = (url: string): string => new URL(url).port

export const startEngines = async (options: EngineOptions): Promise<Engines> => {
  const { assembly: directory, dataDir, region, apiUrl, clock, dynamodbEndpoint } = options
  mkdirSync(dataDir, { recursive: true })
  const [table, queues] = await Promise.all([
    startTableEngine(dataDir, region, dynamodbEndpoint),
    startQueueEngine({ dataDir, region, clock: clock.shared }),
  ])
  const assembly = readAssembly(directory, { region, apiUrl, queuesUrl: queues.url })
  const tell = async (queue: string, text: string): Promise<void> =>
    void (await queues.call('AmazonSQS.SendMessage', { QueueUrl: queueUrl(queues.url, nameOfArn(queue)), MessageBody: text }))
  const [tables, warnings, objects, kms, identity] = await Promise.all([
    createTables(table.call, assembly),
    createMessaging(queues, assembly),
    startObjectEngine({ dataDir, buckets: declaredBuckets(assembly), tell }),
    startKms({ dataDir, port: 0, keys: declaredKeys(assembly) }),
    startIdentity(dataDir, assembly),
  ])
  table.tune(tables)
  return {
    assembly,
    tables,
    table,
    queues,
    objects,
    kms,
    identity,
    services: {
      [portOf(table.url)]: 'dynamodb',
      [portOf(queues.url)]: 'messaging',
      [portOf(objects.url)]: 'objects',
      [portOf(kms.url)]: 'kms',
      [portOf(identity.people.url)]: 'identity',
    },
    warnings: [...warnings, ...untold(assembly)],
    stop: async () => void (await Promise.all([table.stop(), queues.stop(), objects.stop(), kms.stop(), identity.stop()])),
  }
}
