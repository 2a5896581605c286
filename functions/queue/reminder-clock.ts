import { documentClient } from '../../adapters/dynamo/client.ts'
import { reminderStore } from '../../adapters/dynamo/reminder-store.ts'
import { Table } from '../../adapters/dynamo/table.ts'
import { reminders } from '../../domain/reminders/decide.ts'
import { Environment } from '../runtime/environment.ts'
import { fallDue } from './fall-due.ts'
import { jobHandler } from './job.ts'

const { TABLE_NAME } = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const store = reminderStore(new Table(documentClient(), TABLE_NAME))

/** Says of each reminder, once, that its time has come: whoever is to be told follows that event. */
export const handler = jobHandler({ due: { reminder: fallDue(reminders, store) } })
