import { reminderStore } from '../../adapters/dynamo/reminders/reminder-store.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { remindersByThemselves } from '../../domain/reminders/by-itself.ts'
import { Environment } from '../runtime/environment.ts'
import { jobHandler } from './job.ts'
import { fallDue } from './reminders/fall-due.ts'

const { TABLE_NAME } = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const store = reminderStore(new Table(documentClient(), TABLE_NAME))

/** Says of each reminder, once, that its time has come: whoever is to be told follows that event. */
export const handler = jobHandler({ due: { reminder: fallDue(remindersByThemselves, store) } })
