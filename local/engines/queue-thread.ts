import { existsSync } from 'node:fs'
import { Server } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { startFauxqs } from 'fauxqs'
import { shiftDate } from '../clock.ts'
import { answerOnceOnDisk } from './answer-once-on-disk.ts'
import { QueueThreadStart } from './queue-engine.ts'

/** Runs inside a thread of its own: SQS and SNS, so that what they write and wait for holds up nobody else. */

const { folder, region, clock } = QueueThreadStart.parse(workerData)
const { listen } = Server.prototype
const { exec } = DatabaseSync.prototype

/**
 * fauxqs listens on every interface, waits for the disk at every statement, and offers no choice. While it starts, whatever
 * asks for all interfaces gets loopback, and its database leaves the waiting to `answerOnceOnDisk`.
 */
const asWanted = async <Started>(start: () => Promise<Started>): Promise<Started> => {
  Server.prototype.listen = function (...options: unknown[]) {
    const asked = options[0]
    if (typeof asked === 'object' && asked && 'host' in asked) asked.host = '127.0.0.1'
    return Reflect.apply(listen, this, options)
  }
  DatabaseSync.prototype.exec = function (sql: string) {
    Reflect.apply(exec, this, [sql])
    if (/journal_mode/i.test(sql)) Reflect.apply(exec, this, ['PRAGMA synchronous = NORMAL'])
  }
  try {
    return await start()
  } finally {
    Server.prototype.listen = listen
    DatabaseSync.prototype.exec = exec
  }
}

/**
 * In-flight messages of an earlier process are nobody's any more: they can be had again at once. fauxqs fails when it is
 * asked for that (it writes a null where its own table takes none), so its file says so before it is opened.
 */
const release = (path: string): void => {
  if (!existsSync(path)) return
  const database = new DatabaseSync(path)
  const hasMessages = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'sqs_messages'").get() !== undefined
  if (hasMessages) database.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL')
  database.close()
}

shiftDate(clock)
release(join(folder, 'fauxqs.db'))
const started = await asWanted(() => startFauxqs({ port: 0, logger: false, defaultRegion: region, dataDir: folder }))
const disk = await answerOnceOnDisk(join(folder, 'fauxqs.db-wal'))
parentPort?.once('message', async () => {
  await started.stop()
  await disk.close()
  parentPort?.postMessage('stopped')
})
parentPort?.postMessage(started.port)
